package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ReadResult;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sealedsecrets.api.CallAccess;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SealedSecrets become Secrets; sealing keys are made, renewed and served.
 *
 * <p>{@link #start} watches and serves HTTP on every replica. Only between {@link #startLeading}
 * and {@link #stopLeading} are Secrets, statuses and keys written, so those two are called by
 * whoever elects a leader.
 */
public final class SealedSecretsController implements AutoCloseable {

  /** Owns the fields of the Secrets; the peer's name, so that both stand for the same. */
  public static final String FIELD_MANAGER = "sealed-secrets-controller";

  private static final Logger LOG = LoggerFactory.getLogger(SealedSecretsController.class);

  /**
   * What it shares with the rest of the process; all of it stays the caller's to close.
   *
   * @param client to the API server
   * @param events the recorder of component {@code sealed-secrets}
   * @param registry takes the peer's metrics and ours
   * @param renderer of templates
   * @param clock the time of day
   */
  public record Surroundings(
      KubernetesClient client,
      EventRecorder events,
      MeterRegistry registry,
      TemplateRenderer renderer,
      InstantSource clock) {}

  private final SealedSecretsSettings settings;
  private final Surroundings surroundings;
  private final ClusterObjects cluster;
  private final SealingKeys keys;
  private final ObjectWatch<SealedSecret> objects;
  private final @Nullable ObjectWatch<ObjectMetadata> secrets;
  private final SealingApi api;
  private final KeyMetrics keyMetrics;
  private volatile @Nullable Term term;

  /**
   * A controller that does nothing yet, except that its HTTP address is bound.
   *
   * @throws IOException when the address cannot be had
   */
  public SealedSecretsController(SealedSecretsSettings settings, Surroundings surroundings)
      throws IOException {
    this.settings = settings;
    this.surroundings = surroundings;
    ApiCalls calls = new HttpApiCalls(surroundings.client());
    this.cluster = new ApiServerObjects(calls);
    PrivateKeyOperation operation = PrivateKeyOperation.fastest();
    LOG.info("sealed values are opened by {}", operation.provider());
    this.keys = new SealingKeys(calls, settings.keys(), operation, this::keysChanged);
    WatchScope scope = WatchScope.in(settings.namespaces());
    this.objects =
        ResourceWatch.typed(
            calls,
            SealedSecret.class,
            scope.withLabels(settings.labelSelector()),
            List.of(new SealedSecretChanges(this::wake)));
    this.secrets =
        settings.skipRecreate()
            ? null
            : MetadataWatch.of(
                calls, ResourceType.SECRET, scope, List.of(new SecretChanges(this::wakeIfOurs)));
    this.api =
        new SealingApi(
            settings.api(),
            keys,
            new CallAccess(settings.api().access(), cluster),
            this::waitingFor,
            surroundings.registry());
    this.keyMetrics =
        new KeyMetrics(
            surroundings.registry(),
            keys,
            new ObjectsByKey(objects::list, keys::keys, System::nanoTime));
  }

  /** Begins to watch and to serve. Called once. */
  public void start() {
    keys.start();
    objects.start(JdkPlatform.standard());
    if (secrets != null) {
      secrets.start(JdkPlatform.standard());
    }
    api.start();
  }

  /** Begins to write. Returns at once; work starts as soon as the watches are complete. */
  public synchronized void startLeading() {
    if (term != null) {
      throw new IllegalStateException("already leading");
    }
    Term next =
        new Term(settings, surroundings, cluster, keys, new Term.Seen(this::object, this::secret));
    term = next;
    next.start(this::watched, () -> objects.list().stream().map(ObjectKey::of).toList());
  }

  /** Stops writing, and returns when what ran has ended. */
  public synchronized void stopLeading() {
    Term last = term;
    term = null;
    if (last != null) {
      last.close();
    }
  }

  /**
   * Makes a new sealing key now, whatever the age of the newest.
   *
   * @return false on a replica that does not lead, which makes none
   */
  public boolean renewKey() {
    Term leading = term;
    if (leading == null) {
      return false;
    }
    leading.renewKey();
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
              + " (none may be made: restore one from a backup)");
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
      waiting.add("SealedSecrets" + objects.problem().map(p -> " (" + p + ")").orElse(""));
    }
    if (secrets != null && !secrets.synced()) {
      waiting.add("Secrets" + secrets.problem().map(p -> " (" + p + ")").orElse(""));
    }
    return waiting;
  }

  /** Where the HTTP API listens. */
  public InetSocketAddress address() {
    return api.address();
  }

  /** Stops everything that was started. */
  @Override
  public void close() {
    stopLeading();
    api.close();
    objects.close();
    if (secrets != null) {
      secrets.close();
    }
    keys.close();
  }

  private void wake(ObjectKey key) {
    Term leading = term;
    if (leading != null) {
      leading.wake(List.of(key));
    }
  }

  private void wakeIfOurs(ObjectKey key) {
    if (objects.get(key).isPresent()) {
      wake(key);
    }
  }

  private void keysChanged(KeyChange change) {
    keyMetrics.refresh(change.now());
    Term leading = term;
    if (leading != null) {
      leading.keysChanged(change);
      leading.wake(
          objects.list().stream()
              .filter(object -> Concerned.by(change, object))
              .map(ObjectKey::of)
              .toList());
    }
  }

  private Optional<SealedSecret> object(ObjectKey key) {
    return objects.get(key);
  }

  /** Where Secrets are not watched, the API server is asked. */
  private Optional<ObjectMetadata> secret(ObjectKey key) {
    if (secrets != null) {
      return secrets.get(key);
    }
    return cluster.read(Target.secret(key)) instanceof ReadResult.Found found
        ? Optional.of(MetadataWatch.metadata(found.object()))
        : Optional.empty();
  }
}
