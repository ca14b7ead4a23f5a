package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.sealedsecrets.reconcile.LatestObjects;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * SealedSecrets become Secrets; sealing keys are made, renewed and served.
 *
 * <p>{@link #start} watches on every replica. Only between {@link #startLeading} and {@link
 * #stopLeading} are Secrets, statuses and keys written, so those two are called by whoever elects a
 * leader.
 */
public final class SealedSecretsController implements AutoCloseable {

  /** Owns the fields of the Secrets; the peer's name, so that both stand for the same. */
  public static final String FIELD_MANAGER = KeySettings.FIELD_MANAGER;

  private final SealedSecretsSettings settings;
  private final TemplateRenderer renderer;
  private final KeyMaker keyMaker;
  private final ControllerContext context;
  private final SealingKeys keys;
  private final ObjectWatch<SealedSecret> objects;
  private final @Nullable ObjectWatch<ObjectMetadata> secrets;
  private final Term.Seen seen;
  private final KeyMetrics keyMetrics;
  private final ReentrantLock leading = new ReentrantLock();
  private volatile @Nullable Term term;

  /**
   * A controller that does nothing yet.
   *
   * @param keyMaker of new sealing keys
   * @param operation opens sealed values
   */
  public SealedSecretsController(
      SealedSecretsSettings settings,
      TemplateRenderer renderer,
      KeyMaker keyMaker,
      PrivateKeyOperation operation,
      ControllerContext context) {
    this.settings = settings;
    this.renderer = renderer;
    this.keyMaker = keyMaker;
    this.context = context;
    this.keys = new SealingKeys(context.calls(), settings.keys(), operation, this::keysChanged);
    WatchScope scope = WatchScope.in(settings.namespaces());
    this.objects =
        ResourceWatch.typed(
            context.calls(),
            SealedSecret.class,
            scope.withLabels(settings.labelSelector()),
            List.of(new SealedSecretChanges(this::wake, this::isWrong)));
    this.secrets =
        settings.skipRecreate()
            ? null
            : MetadataWatch.of(
                context.calls(),
                ResourceType.SECRET,
                scope,
                List.of(new SecretChanges(this::wakeIfOurs)));
    LatestObjects latest =
        new LatestObjects(objects, secrets, context.objects(), context.ownWrites());
    this.seen = new Term.Seen(keys, context.ownWrites(), latest);
    this.keyMetrics =
        new KeyMetrics(
            context.metrics(),
            keys,
            new ObjectsByKey(objects::list, keys::keys, context.platform().time()::nanos));
  }

  /**
   * Binds the HTTP API, which any replica may serve. The caller must start and close it.
   *
   * @throws IOException if the address cannot be bound
   */
  public SealingApi bindApi() throws IOException {
    return new SealingApi(settings.api(), keys, this::waitingFor, context);
  }

  /** Begins to watch. Called once. */
  public void start() {
    keys.start(context.platform());
    objects.start(context.platform());
    if (secrets != null) {
      secrets.start(context.platform());
    }
  }

  /** Begins to write. Returns at once; work starts as soon as the watches are complete. */
  public void startLeading() {
    leading.lock();
    try {
      if (term != null) {
        throw new IllegalStateException("already leading");
      }
      Term next = new Term(settings, renderer, keyMaker, context, seen);
      term = next;
      next.start(this::watched, () -> objects.list().stream().map(ObjectKey::of).toList());
    } finally {
      leading.unlock();
    }
  }

  /** Stops writing, and returns when what ran has ended. */
  public void stopLeading() {
    leading.lock();
    try {
      Term last = term;
      term = null;
      if (last != null) {
        last.close();
      }
    } finally {
      leading.unlock();
    }
  }

  /**
   * Makes a new sealing key now, whatever the age of the newest.
   *
   * @return false on a replica that does not lead, which makes none
   */
  public boolean renewKey() {
    Term now = term;
    if (now == null) {
      return false;
    }
    now.renewKey();
    return true;
  }

  /** What is not complete yet, in words; empty when ready. */
  public List<String> waitingFor() {
    List<String> waiting = unwatched();
    if (waiting.isEmpty()
        && settings.keys().life().requireExisting()
        && keys.keys().current().isEmpty()) {
      waiting.add(
          "a sealing key in namespace "
              + settings.keys().namespace()
              + " (--require-existing-key is set; restore a backup)");
    }
    return waiting;
  }

  /** Whether everything watched was read once; objects are handled from then on. */
  private boolean watched() {
    return unwatched().isEmpty();
  }

  private List<String> unwatched() {
    List<String> waiting = new ArrayList<>();
    if (!keys.synced()) {
      waiting.add("sealing keys");
    }
    if (!objects.synced()) {
      // Anyone may read this: what the API server says of it is in the log.
      waiting.add("SealedSecrets");
    }
    if (secrets != null && !secrets.synced()) {
      waiting.add("Secrets");
    }
    return waiting;
  }

  /** Stops everything that was started. */
  @Override
  public void close() {
    stopLeading();
    objects.close();
    if (secrets != null) {
      secrets.close();
    }
    keys.close();
  }

  private void wake(ObjectKey key) {
    Term now = term;
    if (now != null) {
      now.wake(List.of(key));
    }
  }

  private boolean isWrong(SealedSecret object) {
    Term now = term;
    return now != null && now.isWrong(object);
  }

  private void wakeIfOurs(ObjectKey key) {
    if (objects.get(key).isPresent()) {
      wake(key);
    }
  }

  private void keysChanged(KeyChange change) {
    keyMetrics.refresh(change.now());
    Term now = term;
    if (now != null) {
      now.keysChanged(change);
      now.wake(
          objects.list().stream()
              .filter(object -> Concerned.by(change, object))
              .map(ObjectKey::of)
              .toList());
    }
  }
}
