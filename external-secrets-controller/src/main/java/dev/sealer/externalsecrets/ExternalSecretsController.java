package dev.sealer.externalsecrets;

import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.reconcile.ClusterTemplateTexts;
import dev.sealer.externalsecrets.reconcile.ExternalSecretIndex;
import dev.sealer.externalsecrets.reconcile.ExternalSecretReconciler;
import dev.sealer.externalsecrets.reconcile.SyncMetrics;
import dev.sealer.externalsecrets.reconcile.World;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.StoreReads;
import dev.sealer.externalsecrets.stores.StoreReconciler;
import dev.sealer.kube.Backoff;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.upstream.ExternalSecretFunctions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secrets of a cluster as its ExternalSecrets say.
 *
 * <p>Serves {@code external-secrets.io/v1} ExternalSecret, SecretStore and ClusterSecretStore, with
 * the fields listed in {@code docs/spec/external-secrets.md}; what it does not serve it refuses by
 * name in the object's Ready condition. Rights it needs: get, list and watch of these kinds, of
 * Secrets, ConfigMaps and Namespaces; patch of their status and of ExternalSecrets; create, patch
 * and delete of Secrets; create and patch of Events.
 */
public final class ExternalSecretsController implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalSecretsController.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int STORE_WORKERS = 8;

  private final ControllerContext context;
  private final DeletionLimits deletion;
  private final ClusterObjects objects;
  private final OwnWrites writes;
  private final SyncMetrics metrics;
  private final StoreClients clients;
  private final Watches watches;
  private final ReconcileLoop externalSecrets;
  private final ReconcileLoop stores;
  private final ReconcileLoop clusterStores;
  private final CountDownLatch running = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /**
   * A controller that does not run yet.
   *
   * @param providers of all stores that are served, each with a block name of its own
   */
  public ExternalSecretsController(
      ExternalSecretsSettings settings, List<StoreProvider> providers, ControllerContext context) {
    this(settings, DeletionLimits.DEFAULT, providers, context);
  }

  /** A controller with other limits of what is removed because it is missing. */
  public ExternalSecretsController(
      ExternalSecretsSettings settings,
      DeletionLimits deletion,
      List<StoreProvider> providers,
      ControllerContext context) {
    this.context = context;
    this.deletion = deletion;
    this.objects = context.objects();
    this.writes = context.ownWrites();
    this.metrics = new SyncMetrics(context.metrics());
    Providers served = new Providers(providers);
    this.clients = new StoreClients(served, objects, settings.gatherWindow(), context.platform());
    LossLedger losses = new LossLedger(deletion);
    ExternalSecretIndex index = new ExternalSecretIndex(losses);
    Wakes.Queues queues =
        new Wakes.Queues(
            keys -> externalSecrets().wakeAll(keys),
            keys -> stores().wakeAll(keys),
            keys -> clusterStores().wakeAll(keys));
    this.watches = new Watches(context.calls(), settings, new Wakes(index, clients, queues));
    StoreReconciler.Surroundings around =
        new StoreReconciler.Surroundings(
            objects,
            context.events(),
            context.platform().time(),
            settings.controllerClass(),
            settings.storeInterval(),
            losses);
    this.stores = storeLoop(SecretStore.class, watches.stores(), served, around);
    this.clusterStores =
        storeLoop(ClusterSecretStore.class, watches.clusterStores(), served, around);
    writes.watching(ResourceType.of(ExternalSecret.class), watches.externalSecrets()::seenVersion);
    writes.watching(ResourceType.SECRET, watches.secrets()::seenVersion);
    this.externalSecrets =
        loop("externalsecret", settings.workers(), reconciler(settings, index), writes);
  }

  private ReconcileLoop storeLoop(
      Class<? extends HasMetadata> kind,
      ObjectWatch<StoreObject> watch,
      Providers providers,
      StoreReconciler.Surroundings around) {
    ResourceType type = ResourceType.of(kind);
    return loop(
        type.kind().toLowerCase(Locale.ROOT),
        STORE_WORKERS,
        new StoreReconciler(type, watch, providers, clients, around),
        context.ownWrites());
  }

  private ExternalSecretReconciler reconciler(
      ExternalSecretsSettings settings, ExternalSecretIndex index) {
    StoreDirectory directory =
        new StoreDirectory(watches.stores(), watches.clusterStores(), watches.namespaces());
    World world =
        new World(
            watches.externalSecrets(),
            watches.secrets(),
            watches.configMaps(),
            directory,
            index,
            settings.clusterStores(),
            settings.controllerClass());
    return new ExternalSecretReconciler(
        world,
        new ExternalSecretReconciler.Parts(
            objects,
            context.events(),
            metrics,
            new StoreReads(directory, clients, settings.floodGate()),
            new TemplateRenderer(
                new ClusterTemplateTexts(objects),
                Sprig.library().with(ExternalSecretFunctions.library()),
                templateWorld()),
            context.platform().time(),
            keys -> externalSecrets().wakeAll(keys),
            writes,
            deletion));
  }

  private RenderOptions templateWorld() {
    Platform platform = context.platform();
    return RenderOptions.standard()
        .withClock(platform.time())
        .withNanoTime(platform.time()::nanos)
        .withRandom(platform.chance().secure("templates"));
  }

  private ReconcileLoop loop(String name, int workers, Reconciler reconciler, OwnWrites guard) {
    ReconcileLoop.Settings settings =
        new ReconcileLoop.Settings(name, workers, new Backoff(FIRST_RETRY, LAST_RETRY), GRACE);
    return new ReconcileLoop(settings, reconciler, guard, context.platform(), context.metrics());
  }

  private ReconcileLoop externalSecrets() {
    return externalSecrets;
  }

  private ReconcileLoop stores() {
    return stores;
  }

  private ReconcileLoop clusterStores() {
    return clusterStores;
  }

  /** Begins to watch, and to reconcile once everything was seen. Returns at once. Called once. */
  public void start() {
    watches.start(context.platform());
    context.platform().threads().start("externalsecrets-start", this::runOnceSynced);
  }

  /** Stores and Secrets first: an ExternalSecret must not fail for what was not yet seen. */
  private void runOnceSynced() {
    try {
      for (ObjectWatch<?> watch : watches.running().values()) {
        boolean synced = false;
        while (!synced && !closed) {
          synced = watch.awaitSynced(Duration.ofSeconds(1));
        }
      }
    } catch (InterruptedException stopped) {
      return;
    }
    startLoops();
  }

  private void startLoops() {
    lock.lock();
    try {
      if (!closed) {
        stores.start();
        clusterStores.start();
        externalSecrets.start();
        running.countDown();
        LOG.info("external secrets: everything was seen, reconciling");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether everything was seen and the reconcile loops run. */
  public boolean ready() {
    return running.getCount() == 0;
  }

  /** What is not yet seen, such as {@code Secrets watched}, and why where it is known. */
  public List<String> waitingFor() {
    List<String> waiting = new ArrayList<>();
    watches
        .running()
        .forEach((name, watch) -> {
          if (!watch.synced()) {
            waiting.add(name + watch.problem().map(problem -> ": " + problem).orElse(""));
          }
        });
    return waiting;
  }

  /**
   * Waits until {@link #ready} or for {@code patience}, whichever is first.
   *
   * @return whether it is ready
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    return context.platform().time().await(running, patience);
  }

  /** Lets running reconciles end, and stops. Secrets stay as they are. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    watches.close();
    externalSecrets.close();
    stores.close();
    clusterStores.close();
    clients.close();
    metrics.close();
  }
}
