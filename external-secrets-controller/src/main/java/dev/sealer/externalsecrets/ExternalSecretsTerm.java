package dev.sealer.externalsecrets;

import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.cluster.ClusterExternalSecretReconciler;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.generator.Generators;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.reconcile.ClusterTemplateTexts;
import dev.sealer.externalsecrets.reconcile.ExternalSecretIndex;
import dev.sealer.externalsecrets.reconcile.ExternalSecretReconciler;
import dev.sealer.externalsecrets.reconcile.World;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.stores.CheckedStores;
import dev.sealer.externalsecrets.stores.ControllerClaim;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.RegistryLogins;
import dev.sealer.externalsecrets.stores.StoreChecks;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.StoreReconciler;
import dev.sealer.kube.Backoff;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.template.RenderOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles ExternalSecrets and their stores while this replica is the leader. */
final class ExternalSecretsTerm implements LeaderTerm {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalSecretsTerm.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);
  private static final Duration UPSTREAM_PATIENCE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int STORE_WORKERS = 8;
  private static final int FAN_OUT_WORKERS = 4;
  private static final ResourceType SECRET_STORE = ResourceType.of(SecretStore.class);
  private static final ResourceType CLUSTER_SECRET_STORE =
      ResourceType.of(ClusterSecretStore.class);

  private final ControllerContext context;
  private final DeletionLimits deletion;
  private final LossLedger losses;
  private final CheckedStores checked = new CheckedStores();
  private final ClusterObjects objects;
  private final CredentialReader credentials;
  private final OwnWrites writes;
  private final SyncMetrics metrics;
  private final Map<SyncMetrics.Kind, SyncMetrics> kindMetrics =
      new EnumMap<>(SyncMetrics.Kind.class);
  private final StoreClients clients;
  private final FetchEngine engine;
  private final Watches watches;
  private final ReconcileLoop externalSecrets;
  private final ReconcileLoop stores;
  private final ReconcileLoop clusterStores;
  private final ReconcileLoop clusterExternalSecrets;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /**
   * Creates a term that has not started.
   *
   * @param deletion limits what is removed because it is missing
   * @param providers of all stores that are served, each with a block name of its own
   */
  ExternalSecretsTerm(
      ExternalSecretsSettings settings,
      DeletionLimits deletion,
      List<StoreProvider> providers,
      ControllerContext context) {
    this.context = context;
    this.deletion = deletion;
    this.losses = new LossLedger(deletion);
    this.objects = context.objects();
    this.credentials = new CredentialReader(objects, context.calls());
    this.writes = context.ownWrites();
    this.metrics = new SyncMetrics(context.metrics());
    Providers served = new Providers(providers);
    this.clients = new StoreClients(served, credentials, context.platform());
    ExternalSecretIndex index = new ExternalSecretIndex(losses);
    ReconcileQueue externalSecretQueue = context.queue();
    ReconcileQueue storeQueue = context.queue();
    ReconcileQueue clusterStoreQueue = context.queue();
    ReconcileQueue fanOutQueue = context.queue();
    Wakes.Queues queues = queues(externalSecretQueue, storeQueue, clusterStoreQueue, fanOutQueue);
    this.watches = new Watches(context.calls(), settings, new Wakes(index, clients, queues));
    var namespaced = storeSurroundings(settings, SyncMetrics.Kind.SECRET_STORE);
    this.stores = storeLoop(storeQueue, SECRET_STORE, watches.stores(), served, namespaced);
    var shared = storeSurroundings(settings, SyncMetrics.Kind.CLUSTER_SECRET_STORE);
    this.clusterStores =
        storeLoop(clusterStoreQueue, CLUSTER_SECRET_STORE, watches.clusterStores(), served, shared);
    StoreDirectory directory = directory();
    this.engine = engine(settings, directory, externalSecretQueue);
    this.clusterExternalSecrets = fanOutLoop(settings, directory, fanOutQueue);
    this.externalSecrets =
        context.loop(
            loop("externalsecret", settings.workers()),
            externalSecretQueue,
            reconciler(settings, directory, index, externalSecretQueue),
            writes);
  }

  private static Wakes.Queues queues(
      ReconcileQueue externalSecrets,
      ReconcileQueue stores,
      ReconcileQueue clusterStores,
      ReconcileQueue clusterExternalSecrets) {
    return new Wakes.Queues(
        externalSecrets::enqueueAll,
        stores::enqueueAll,
        clusterStores::enqueueAll,
        clusterExternalSecrets::enqueueAll);
  }

  private StoreDirectory directory() {
    return new StoreDirectory(
        watches.stores(), watches.clusterStores(), watches.namespaces(), checked);
  }

  private FetchEngine engine(
      ExternalSecretsSettings settings, StoreDirectory directory, ReconcileQueue queue) {
    return new FetchEngine(
        directory,
        clients,
        FetchLimits.standard(settings.gatherWindow(), settings.floodGate()),
        context.platform(),
        queue::enqueueAll);
  }

  private StoreReconciler.Surroundings storeSurroundings(
      ExternalSecretsSettings settings, SyncMetrics.Kind kind) {
    return new StoreReconciler.Surroundings(
        objects,
        context.events(),
        context.platform().time(),
        settings.controllerClass(),
        settings.storeInterval(),
        losses,
        checked,
        metrics(kind));
  }

  private void watchOwnWrites() {
    writes.watching(ResourceType.of(ExternalSecret.class), watches.externalSecrets()::seenVersion);
    writes.watching(ResourceType.SECRET, watches.secrets()::seenVersion);
  }

  private ReconcileLoop storeLoop(
      ReconcileQueue queue,
      ResourceType type,
      ObjectWatch<StoreObject> watch,
      Providers served,
      StoreReconciler.Surroundings around) {
    return context.loop(
        loop(type.kind().toLowerCase(Locale.ROOT), STORE_WORKERS),
        queue,
        new StoreReconciler(
            type,
            watch,
            served,
            new StoreChecks(clients, context.platform(), queue::enqueueAll),
            around),
        context.ownWrites());
  }

  private ReconcileLoop fanOutLoop(
      ExternalSecretsSettings settings, StoreDirectory directory, ReconcileQueue queue) {
    return context.loop(
        loop("clusterexternalsecret", FAN_OUT_WORKERS),
        queue,
        new ClusterExternalSecretReconciler(
            new ClusterExternalSecretReconciler.Watched(
                watches.clusterExternalSecrets(), watches.externalSecrets(), watches.namespaces()),
            claim(settings, directory),
            objects,
            metrics(SyncMetrics.Kind.CLUSTER_EXTERNAL_SECRET),
            context.platform().time(),
            settings.namespaces()),
        context.ownWrites());
  }

  private SyncMetrics metrics(SyncMetrics.Kind kind) {
    return kindMetrics.computeIfAbsent(kind, it -> new SyncMetrics(context.metrics(), it));
  }

  private ControllerClaim claim(ExternalSecretsSettings settings, StoreDirectory directory) {
    return new ControllerClaim(
        directory,
        settings.cluster().stores(),
        settings.controllerClass(),
        watches.upstream()::list);
  }

  private static ReconcileLoop.Settings loop(String name, int workers) {
    return new ReconcileLoop.Settings(name, workers, new Backoff(FIRST_RETRY, LAST_RETRY), GRACE);
  }

  private ExternalSecretReconciler reconciler(
      ExternalSecretsSettings settings,
      StoreDirectory directory,
      ExternalSecretIndex index,
      ReconcileQueue queue) {
    World world =
        new World(
            watches.externalSecrets(),
            watches.secrets(),
            watches.configMaps(),
            directory,
            new Generators(
                watches.generators(),
                context.platform().chance().secure("generators"),
                new RegistryLogins(BuiltInProviders.registries(settings.stores()), credentials)),
            index,
            claim(settings, directory));
    return new ExternalSecretReconciler(
        world,
        new ExternalSecretReconciler.Parts(
            objects,
            context.events(),
            metrics,
            engine,
            new TemplateRenderer(new ClusterTemplateTexts(objects), templateWorld()),
            context.platform().time(),
            queue::enqueueAll,
            writes,
            deletion));
  }

  private RenderOptions templateWorld() {
    Platform platform = context.platform();
    return RenderOptions.standard()
        .withClock(platform.time())
        .withNanoTime(() -> yielding(platform))
        .withRandom(platform.chance().secure("templates"));
  }

  /** Templates look at the time often; without a yield they would keep a carrier thread. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static long yielding(Platform platform) {
    Thread.yield();
    return platform.time().nanos();
  }

  @Override
  public void start() {
    watchOwnWrites();
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
      // Without the right to see Deployments, nothing is known of another operator.
      if (!watches.upstream().awaitSynced(UPSTREAM_PATIENCE)) {
        LOG.warn(
            "external secrets: cannot see Deployments, so a running External Secrets Operator is not"
                + " noticed: {}",
            watches.upstream().problem().orElse("no answer"));
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
        clusterExternalSecrets.start();
        engine.start();
        LOG.info("external secrets: everything was seen, reconciling");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
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

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    watches.close();
    closeLoops();
    engine.close();
    clients.close();
    metrics.close();
    kindMetrics.values().forEach(SyncMetrics::close);
  }

  /** All at once: each may wait for its grace period, and the process has little time to stop. */
  private void closeLoops() {
    List<ReconcileLoop> loops =
        List.of(externalSecrets, stores, clusterStores, clusterExternalSecrets);
    try {
      List<Boolean> _ =
          context
              .platform()
              .threads()
              .all(loops.size(), loops.stream().map(ExternalSecretsTerm::closing).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Callable<Boolean> closing(ReconcileLoop loop) {
    return () -> {
      loop.close();
      return true;
    };
  }
}
