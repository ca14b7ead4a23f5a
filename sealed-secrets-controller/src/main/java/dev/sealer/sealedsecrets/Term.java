package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sealedsecrets.keys.KeyKeeper;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.sealedsecrets.reconcile.FingerprintKey;
import dev.sealer.sealedsecrets.reconcile.InputFingerprint;
import dev.sealer.sealedsecrets.reconcile.LatestObjects;
import dev.sealer.sealedsecrets.reconcile.SealedSecretReconciler;
import dev.sealer.sealedsecrets.reconcile.UnsealMetrics;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One term as leader: the loops that write. */
final class Term implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /**
   * What outlives a term.
   *
   * @param keys the sealing keys
   * @param keyWrites guards the loop that makes keys
   * @param latest SealedSecrets and Secrets
   */
  record Seen(SealingKeys keys, OwnWrites keyWrites, LatestObjects latest) {}

  private final SealedSecretsSettings settings;
  private final TemplateRenderer renderer;
  private final ControllerContext context;
  private final ClusterObjects cluster;
  private final Seen seen;
  private final KeyKeeper keeper;
  private final ReconcileLoop keeping;
  private final KeyEvents keyEvents;
  private final UnsealMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ReconcileLoop unsealing;
  private volatile @Nullable SealedSecretReconciler reconciler;
  private @Nullable SecretBytes fingerprintKey;
  private @Nullable Thread starter;
  private boolean closed;

  Term(
      SealedSecretsSettings settings,
      TemplateRenderer renderer,
      KeyMaker keyMaker,
      ControllerContext context,
      Seen seen) {
    this.settings = settings;
    this.renderer = renderer;
    this.context = context;
    this.cluster = context.objects();
    this.seen = seen;
    this.keeper = new KeyKeeper(seen.keys(), settings.keys(), keyMaker, seen.keyWrites(), context);
    this.keeping = loop("sealing-keys", 1, keeper, seen.keyWrites());
    this.keyEvents = new KeyEvents(context.events(), settings.keys().namespace());
    this.metrics = new UnsealMetrics(context.metrics(), settings.metricsOmitSecretLabels());
  }

  void start(BooleanSupplier ready, Supplier<List<ObjectKey>> all) {
    keeping.start();
    keeping.wake(KeyKeeper.DUTY);
    keyEvents.setAside(seen.keys().keys().quarantined());
    starter =
        context.platform().threads().start("sealed-secrets-term", () -> startUnsealing(ready, all));
  }

  void wake(Collection<ObjectKey> objectKeys) {
    ReconcileLoop loop = unsealing;
    if (loop != null) {
      loop.wakeAll(objectKeys);
    }
  }

  /** Whether the status of {@code object} denies what this term did. */
  boolean isWrong(SealedSecret object) {
    SealedSecretReconciler now = reconciler;
    return now != null && now.isWrong(object);
  }

  void keysChanged(KeyChange change) {
    keyEvents.setAside(change.setAside());
    keeping.wake(KeyKeeper.DUTY);
  }

  void renewKey() {
    keeper.renewNow();
    keeping.wake(KeyKeeper.DUTY);
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
   * Waits for complete watches: before that, every Secret would look deleted and everything would
   * be opened.
   */
  private void startUnsealing(BooleanSupplier ready, Supplier<List<ObjectKey>> all) {
    try {
      while (!ready.getAsBoolean()) {
        context.platform().time().sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    SecretBytes key =
        FingerprintKey.obtain(
            cluster,
            settings.keys().namespace(),
            SealedSecretsController.FIELD_MANAGER,
            context.platform().chance().secure("fingerprint-key"));
    lock.lock();
    try {
      if (closed) {
        key.close();
        return;
      }
      fingerprintKey = key;
      SealedSecretReconciler made = reconciler(key);
      reconciler = made;
      ReconcileLoop loop = loop("sealedsecret", settings.workers(), made, seen.latest().writes());
      loop.wakeAll(all.get());
      loop.start();
      unsealing = loop;
    } finally {
      lock.unlock();
    }
    // What changed between the list and the line above found no loop to wake.
    wake(all.get());
  }

  private SealedSecretReconciler reconciler(SecretBytes key) {
    return new SealedSecretReconciler(
        new SealedSecretReconciler.Parts(
            seen.latest(),
            seen.keys(),
            renderer,
            context.events(),
            metrics,
            new InputFingerprint(key),
            context.platform().time()),
        new SealedSecretReconciler.Behaviour(
            SealedSecretsController.FIELD_MANAGER,
            settings.acceptDeprecatedV1Data(),
            settings.updateStatus(),
            settings.oldGcBehavior()));
  }

  private ReconcileLoop loop(String name, int workers, Reconciler reconciler, OwnWrites writes) {
    return new ReconcileLoop(
        ReconcileLoop.Settings.of(name, workers),
        reconciler,
        writes,
        context.platform(),
        context.metrics());
  }
}
