package dev.sealer.sync.engine;

import dev.sealer.git.GitSource;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.access.SettingsWatch;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.application.OwnStatuses;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.Clusters;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveRules;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.poll.GitOutages;
import dev.sealer.sync.poll.RepositoryPoller;
import dev.sealer.sync.render.SourceRenderer;
import dev.sealer.sync.source.SourceReader;
import dev.sealer.sync.status.ApplicationStatusFactory;
import java.time.Duration;

/** Puts together the objects that an engine consists of, first those that read, then the loop. */
final class SyncEngineWiring {

  /** For so long at most the status may show an older message of an object's health. */
  private static final Duration MESSAGES = Duration.ofSeconds(10);

  private final SyncEngine.Settings settings;
  private final GitSource git;
  private final SourceRenderer renderer;
  private final SyncObserver observer;
  private final ControllerContext context;
  private final Time time;
  private final ClusterObjects objects;
  private final ReconcileQueue queue;
  private final OwnStatuses own = new OwnStatuses();
  private final SettingsWatch installation;
  private final ApplicationWatch applications;
  private final Clusters clusters;
  private final RepositoryPoller poller;
  private final Projects projects;
  private final PruneHolds holds;

  SyncEngineWiring(
      SyncEngine.Settings settings,
      GitSource git,
      SourceRenderer renderer,
      SyncObserver observer,
      ControllerContext context,
      ReconcileQueue queue) {
    this.settings = settings;
    this.git = git;
    this.renderer = renderer;
    this.observer = observer;
    this.context = context;
    this.time = context.platform().time();
    this.objects = context.objects();
    this.queue = queue;
    this.installation =
        new SettingsWatch(context.calls(), settings.namespaces().control(), this::reconcileAll);
    LiveCluster live =
        new LiveCluster(
            context.calls(),
            context.platform(),
            settings.namespaces(),
            new Queue(),
            () -> LiveRules.of(installation.lastUsable()));
    this.applications =
        new ApplicationWatch(
            context.calls(),
            new ApplicationWatch.Scope(settings.namespaces(), settings.shards()),
            queue,
            own,
            new OtherShards(live));
    this.clusters =
        new Clusters(Cluster.of(Cluster.Id.HERE, context.calls(), context.platform(), live));
    this.poller = new RepositoryPoller(git, settings.pollInterval(), queue::enqueue, context);
    this.projects = new Projects(objects, settings.namespaces().control(), installation);
    this.holds = new PruneHolds(applications, projects, time, poller.maxAge(), new Queue()::now);
  }

  ApplicationWatch applications() {
    return applications;
  }

  SettingsWatch installation() {
    return installation;
  }

  private void reconcileAll() {
    applications.mine().forEach(one -> queue.enqueue(one.key()));
  }

  Clusters clusters() {
    return clusters;
  }

  RepositoryPoller poller() {
    return poller;
  }

  ReconcileLoop loop() {
    GitOutages outages = new GitOutages(time);
    return context.loop(
        ReconcileLoop.Settings.of("application", settings.workers()),
        queue,
        new DestinationReconciler(
            objects, clusters, observer, cluster -> reconciler(cluster, outages)),
        context.ownWrites());
  }

  /** Puts together what works on the Applications of one cluster. */
  private ApplicationReconciler reconciler(Cluster cluster, GitOutages outages) {
    SharedObjects shared = new SharedObjects(cluster.live(), applications::mayExist);
    DestinationNamespace namespace = new DestinationNamespace(cluster, settings.namespaces());
    SourceReader sources =
        new SourceReader(git, renderer, cluster.kinds(), poller, settings.namespaces());
    Refresher refresher = new Refresher(cluster, shared, namespace, holds);
    Applier applier = new Applier(cluster);
    HookRunner hooks = new HookRunner(cluster, applier);
    ApplicationWriter writer = new ApplicationWriter(objects, own);
    SyncEvents events = new SyncEvents(context.events(), observer);
    ApplicationStatusFactory statuses =
        new ApplicationStatusFactory(settings.namespaces().control());
    OperationDriver driver =
        new OperationDriver(
            refresher, applier, hooks, namespace, cluster.calls(), writer, holds, time);
    SyncPass pass =
        new SyncPass(
            driver,
            writer,
            events,
            statuses,
            time,
            settings.pollInterval(),
            new RevisionDisplay(time, spread()));
    DeletionHooks deletionHooks =
        new DeletionHooks(
            sources, refresher, hooks, driver.creates(), writer, events, statuses, time);
    Cascade cascade =
        new Cascade(objects, refresher, cluster, writer, events, applier, hooks, deletionHooks);
    ApplicationReconciler.Reads reads =
        new ApplicationReconciler.Reads(
            projects,
            sources,
            settings.pollInterval(),
            outages,
            holds,
            context.platform().chance().of("look-again"));
    return new ApplicationReconciler(reads, refresher, cascade, hooks, deletionHooks, pass);
  }

  ReconcileLoop watchGuard() {
    ReconcileQueue watches = context.queue();
    watches.enqueue(WatchGuard.KEY);
    return context.loop(
        ReconcileLoop.Settings.of("watches", 1),
        watches,
        new WatchGuard(clusters, settings.pollInterval()),
        context.ownWrites());
  }

  /** Five minutes with the usual interval of two. Other shards wait to see a commit. */
  private Duration spread() {
    return settings.shards().isSplit()
        ? settings.pollInterval().dividedBy(4)
        : settings.pollInterval().multipliedBy(5).dividedBy(2);
  }

  /** Reconciles once for many messages of objects that come up step by step. */
  private final class Queue implements LiveCluster.WakeUps {
    @Override
    public void now(ObjectKey application) {
      if (applications.isMine(application)) {
        queue.enqueue(application);
      }
    }

    @Override
    public void soon(ObjectKey application) {
      if (applications.isMine(application)) {
        queue.enqueueWithin(application, MESSAGES);
      }
    }
  }
}
