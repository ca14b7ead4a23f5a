package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.CurrentTerm;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.reconcile.LatestObjects;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.template.SecretDataTemplates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes Secrets from SealedSecrets; creates, renews and serves sealing keys.
 *
 * <p>Every replica watches and serves certificates. Only the leader writes Secrets, statuses and
 * keys.
 */
public final class SealedSecretsController implements Controller {

  private final SealedSecretsSettings settings;
  private final SecretDataTemplates templates;
  private final KeyMaker keyMaker;
  private final ControllerContext context;
  private final CurrentTerm<SealedSecretsTerm> term = new CurrentTerm<>();
  private final SealingKeys keys;
  private final OwnWrites keyWrites;
  private final ObjectWatch<SealedSecret> objects;
  private final @Nullable ObjectWatch<ObjectMetadata> secrets;
  private final LatestObjects latest;
  private final KeyMetrics keyMetrics;

  /**
   * Creates a controller that has not started.
   *
   * @param keyMaker makes new sealing keys
   * @param operation the private-key operation that unseals values
   */
  public SealedSecretsController(
      SealedSecretsSettings settings,
      SecretDataTemplates templates,
      KeyMaker keyMaker,
      PrivateKeyOperation operation,
      ControllerContext context) {
    this.settings = settings;
    this.templates = templates;
    this.keyMaker = keyMaker;
    this.context = context;
    this.keys = new SealingKeys(context.calls(), settings.keys(), operation);
    this.keyWrites = context.ownWrites();
    WatchScope scope = WatchScope.in(settings.namespaces());
    this.objects =
        ResourceWatch.typed(
            context.calls(),
            SealedSecret.class,
            scope.withLabels(settings.labelSelector()),
            List.of(new SealedSecretChanges(term)));
    this.secrets =
        settings.unsealing().skipRecreate()
            ? null
            : MetadataWatch.of(
                context.calls(),
                ResourceType.SECRET,
                scope,
                List.of(WatchHandler.onAnyChange(this::secretChanged)));
    this.latest = new LatestObjects(objects, secrets, context.objects(), context.ownWrites());
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

  @Override
  public String name() {
    return "sealed-secrets";
  }

  @Override
  public void start() {
    keys.start(context.platform(), this::keysChanged);
    objects.start(context.platform());
    if (secrets != null) {
      secrets.start(context.platform());
    }
  }

  @Override
  public void lead() {
    term.begin(() ->
        new SealedSecretsTerm(settings, templates, keyMaker, keys, keyWrites, latest, context));
  }

  @Override
  public void stopLeading() {
    term.end();
  }

  /**
   * Generates a new sealing key now, whatever the age of the newest.
   *
   * @return false on a replica that is not the leader, which generates none
   */
  public boolean renewKey() {
    Optional<SealedSecretsTerm> leading = term.get();
    leading.ifPresent(SealedSecretsTerm::renewKey);
    return leading.isPresent();
  }

  @Override
  public List<String> waitingFor() {
    List<String> waiting = new ArrayList<>();
    if (!keys.synced()) {
      waiting.add("sealing keys");
    }
    if (!objects.synced()) {
      // Anyone may read this, so the API server's message is in the log only.
      waiting.add("SealedSecrets");
    }
    if (secrets != null && !secrets.synced()) {
      waiting.add("Secrets");
    }
    if (waiting.isEmpty() && keys.keys().current().isEmpty()) {
      waiting.add(
          "a sealing key in namespace "
              + settings.keys().namespace()
              + (settings.keys().life().requireExisting()
                  ? " (--require-existing-key is set; restore a backup)"
                  : " (the leader generates the first one)"));
    }
    return waiting;
  }

  @Override
  public void stop() {
    stopLeading();
    objects.close();
    if (secrets != null) {
      secrets.close();
    }
    keys.close();
  }

  /** Enqueues the SealedSecret of the same name for any change of a Secret. */
  private void secretChanged(ObjectMetadata secret) {
    if (objects.get(secret.key()).isPresent()) {
      term.get().ifPresent(leading -> leading.enqueue(List.of(secret.key())));
    }
  }

  private void keysChanged(KeyChange change) {
    keyMetrics.refresh(change.now());
    term.get().ifPresent(leading -> leading.keysChanged(change));
  }
}
