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
import dev.sealer.sync.live.ApplicationObjects;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.LiveRules;
import dev.sealer.sync.live.ServedKinds;
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
  private final SyncObserver observer;
  private final ControllerContext context;
  private final Time time;
  private final ClusterObjects objects;
  private final ClusterObjects workloads;
  private final ReconcileQueue queue;
  private final OwnStatuses own = new OwnStatuses();
  private final SettingsWatch installation;
  private final ApplicationWatch applications;
  private final LiveCluster cluster;
  private final ServedKinds kinds;
  private final LiveReader reader;
  private final RepositoryPoller poller;
  private final DestinationNamespace namespace;
  private final Projects projects;
  private final PruneHolds holds;
  private final SourceReader sources;
  private final Refresher refresher;

  SyncEngineWiring(
      SyncEngine.Settings settings,
      GitSource git,
      SourceRenderer renderer,
      SyncObserver observer,
      ControllerContext context,
      ReconcileQueue queue) {
    this.settings = settings;
    this.observer = observer;
    this.context = context;
    this.time = context.platform().time();
    this.objects = context.objects();
    this.workloads = new ApplicationObjects(context.calls());
    this.queue = queue;
    this.installation =
        new SettingsWatch(context.calls(), settings.namespaces().control(), this::reconcileAll);
    this.cluster =
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
            new OtherShards(cluster));
    this.kinds = new ServedKinds(context.calls(), time);
    this.reader = new LiveReader(workloads, cluster);
    this.poller = new RepositoryPoller(git, settings.pollInterval(), queue::enqueue, context);
    this.namespace = new DestinationNamespace(workloads, cluster, settings.namespaces());
    this.projects = new Projects(objects, settings.namespaces().control(), installation);
    this.holds = new PruneHolds(applications, projects, time, poller.maxAge(), new Queue()::now);
    SharedObjects shared = new SharedObjects(cluster, applications::mayExist);
    this.sources = new SourceReader(git, renderer, kinds, poller, settings.namespaces());
    this.refresher = new Refresher(kinds, cluster, reader, shared, namespace, holds);
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

  LiveCluster cluster() {
    return cluster;
  }

  RepositoryPoller poller() {
    return poller;
  }

  ReconcileLoop loop() {
    Applier applier = new Applier(workloads, kinds, cluster, reader);
    ApplicationWriter writer = new ApplicationWriter(objects, own);
    SyncEvents events = new SyncEvents(context.events(), observer);
    HookRunner hooks = new HookRunner(workloads, kinds, cluster, reader, applier);
    OperationDriver driver =
        new OperationDriver(refresher, applier, hooks, namespace, cluster, writer, holds, time);
    ApplicationStatusFactory statuses =
        new ApplicationStatusFactory(settings.namespaces().control());
    SyncPass pass = pass(driver, writer, events, statuses);
    Cascade.Live live = new Cascade.Live(cluster, reader);
    DeletionHooks deletionHooks =
        new DeletionHooks(sources, refresher, hooks, writer, events, statuses, time);
    Cascade cascade =
        new Cascade(objects, refresher, live, writer, events, applier, hooks, deletionHooks);
    return context.loop(
        ReconcileLoop.Settings.of("application", settings.workers()),
        queue,
        new ApplicationReconciler(reads(), refresher, cascade, hooks, deletionHooks, pass),
        context.ownWrites());
  }

  ReconcileLoop watchGuard() {
    ReconcileQueue watches = context.queue();
    watches.enqueue(WatchGuard.KEY);
    return context.loop(
        ReconcileLoop.Settings.of("watches", 1),
        watches,
        new WatchGuard(cluster, kinds, settings.pollInterval()),
        context.ownWrites());
  }

  private ApplicationReconciler.Reads reads() {
    return new ApplicationReconciler.Reads(
        objects,
        projects,
        observer,
        sources,
        settings.pollInterval(),
        new GitOutages(time),
        holds,
        context.platform().chance().of("look-again"));
  }

  private SyncPass pass(
      OperationDriver driver,
      ApplicationWriter writer,
      SyncEvents events,
      ApplicationStatusFactory statuses) {
    return new SyncPass(
        driver,
        writer,
        events,
        statuses,
        time,
        settings.pollInterval(),
        new RevisionDisplay(time, spread()));
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
