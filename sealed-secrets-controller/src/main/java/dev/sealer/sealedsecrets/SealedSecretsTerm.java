package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.sealedsecrets.keys.KeyKeeper;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.reconcile.FingerprintKey;
import dev.sealer.sealedsecrets.reconcile.InputFingerprint;
import dev.sealer.sealedsecrets.reconcile.LatestObjects;
import dev.sealer.sealedsecrets.reconcile.SealedSecretReconciler;
import dev.sealer.sealedsecrets.reconcile.UnsealMemory;
import dev.sealer.sealedsecrets.reconcile.UnsealMetrics;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.SecretDataTemplates;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes Secrets and sealing keys while this replica is the leader. */
final class SealedSecretsTerm implements LeaderTerm {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final SealedSecretsSettings settings;
  private final SecretDataTemplates templates;
  private final SealingKeys keys;
  private final LatestObjects latest;
  private final ControllerContext context;
  private final ReconcileQueue queue;
  private final ReconcileQueue keyQueue;
  private final KeyKeeper keeper;
  private final ReconcileLoop keeping;
  private final UnsealMemory memory = new UnsealMemory();
  private final UnsealMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ReconcileLoop unsealing;
  private @Nullable SecretBytes fingerprintKey;
  private @Nullable Thread starter;
  private boolean closed;

  /**
   * Creates a term that has not started.
   *
   * @param keys watched by the caller
   * @param keyWrites guards the loop that makes keys
   * @param latest SealedSecrets and Secrets, watched by the caller
   */
  SealedSecretsTerm(
      SealedSecretsSettings settings,
      SecretDataTemplates templates,
      KeyMaker keyMaker,
      SealingKeys keys,
      OwnWrites keyWrites,
      LatestObjects latest,
      ControllerContext context) {
    this.settings = settings;
    this.templates = templates;
    this.keys = keys;
    this.latest = latest;
    this.context = context;
    this.queue = context.queue();
    this.keyQueue = context.queue();
    this.keeper = new KeyKeeper(keys, settings.keys(), keyMaker, keyWrites, context);
    this.keeping =
        context.loop(ReconcileLoop.Settings.of("sealing-keys", 1), keyQueue, keeper, keyWrites);
    this.metrics =
        new UnsealMetrics(context.metrics(), settings.unsealing().metricsOmitSecretLabels());
  }

  @Override
  public void start() {
    keeping.start();
    keyQueue.enqueue(KeyKeeper.DUTY);
    recordMalformed(keys.keys().malformed());
    starter = context.platform().threads().start("sealed-secrets-term", this::startUnsealing);
  }

  @Override
  public List<String> waitingFor() {
    return List.of();
  }

  /** Enqueues SealedSecrets; those enqueued before the watches are complete wait for that. */
  void enqueue(Collection<ObjectKey> objectKeys) {
    queue.enqueueAll(objectKeys);
  }

  /** Forgets {@code object} if its status denies what this term did; returns whether it does. */
  boolean forgetIfDenied(SealedSecret object) {
    return memory.forgetIfDenied(SealedObject.of(object));
  }

  /**
   * Reconciles what used a key that went, and everything that failed or runs now: it may have used
   * that key as well, or wait for one that came.
   */
  void keysChanged(KeyChange change) {
    recordMalformed(change.newlyMalformed());
    keyQueue.enqueue(KeyKeeper.DUTY);
    queue.enqueueUnfinished();
    queue.enqueueAll(memory.unsealedBy(change.removed()));
  }

  /** Records an event on each key Secret that cannot be loaded. */
  private void recordMalformed(Collection<KeySecret.Malformed> secrets) {
    String namespace = settings.keys().namespace();
    for (KeySecret.Malformed secret : secrets) {
      context
          .events()
          .record(
              Subject.of(
                  ResourceType.SECRET, new ObjectKey(namespace, secret.name()), secret.uid()),
              EventRecorder.Type.WARNING,
              "SealingKeyMalformed",
              "Not loaded, because it does not contain a usable sealing key: " + secret.problem());
    }
  }

  void renewKey() {
    keeper.renewNow();
    keyQueue.enqueue(KeyKeeper.DUTY);
  }

  @Override
  public void close() {
    ReconcileLoop loop;
    lock.lock();
    try {
      closed = true;
      loop = unsealing;
    } finally {
      lock.unlock();
    }
    if (starter != null) {
      starter.interrupt();
    }
    keeping.close();
    if (loop != null) {
      loop.close();
    }
    metrics.close();
    if (fingerprintKey != null) {
      fingerprintKey.close();
    }
  }

  /**
   * Waits for complete watches: before that, every Secret would look deleted and every SealedSecret
   * would be unsealed.
   */
  private void startUnsealing() {
    try {
      while (!keys.synced() || !latest.synced()) {
        context.platform().time().sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    SecretBytes key =
        FingerprintKey.obtain(
            context.objects(),
            settings.keys().namespace(),
            KeySettings.FIELD_MANAGER,
            context.platform().chance().secure("fingerprint-key"));
    lock.lock();
    try {
      if (closed) {
        key.close();
        return;
      }
      fingerprintKey = key;
      queue.enqueueAll(latest.keys());
      unsealing =
          context.loop(
              ReconcileLoop.Settings.of("sealedsecret", settings.workers()),
              queue,
              reconciler(key),
              latest.writes());
      unsealing.start();
    } finally {
      lock.unlock();
    }
  }

  private SealedSecretReconciler reconciler(SecretBytes key) {
    return new SealedSecretReconciler(
        settings.unsealing(),
        latest,
        keys,
        templates,
        new InputFingerprint(key),
        memory,
        metrics,
        context);
  }
}
