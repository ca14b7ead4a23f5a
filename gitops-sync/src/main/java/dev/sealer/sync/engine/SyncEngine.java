package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.AppProject;
import dev.sealer.git.GitSource;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.poll.RepositoryPoller;
import dev.sealer.sync.render.SourceRenderer;
import dev.sealer.sync.status.ApplicationStatusFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Reconciles Applications while this replica is the leader. */
public final class SyncEngine implements LeaderTerm {

  /** The kind of almost all hooks. */
  private static final ResourceType HOOK_KIND =
      new ResourceType("batch", "v1", "Job", "jobs", true);

  private final GitSource git;
  private final List<ReconcileLoop> loops;
  private final ObjectWatch<Trigger> applications;
  private final ObjectWatch<ProjectSpec> projects;
  private final LiveCluster cluster;
  private final RepositoryPoller poller;
  private final SyncObserver observer;
  private final Platform platform;

  private SyncEngine(
      GitSource git,
      List<ReconcileLoop> loops,
      ObjectWatch<Trigger> applications,
      ObjectWatch<ProjectSpec> projects,
      LiveCluster cluster,
      RepositoryPoller poller,
      SyncObserver observer,
      Platform platform) {
    this.git = git;
    this.loops = List.copyOf(loops);
    this.applications = applications;
    this.projects = projects;
    this.cluster = cluster;
    this.poller = poller;
    this.observer = observer;
    this.platform = platform;
  }

  /**
   * The settings of an engine.
   *
   * @param namespace the control namespace
   * @param workers how many Applications are worked on at a time
   * @param pollInterval how often Git is asked
   */
  public record Settings(String namespace, int workers, Duration pollInterval) {}

  /**
   * Puts an engine together.
   *
   * @param git where manifests come from; closed with the engine
   * @param observer receives states and results for metrics
   */
  public static SyncEngine create(
      Settings settings,
      GitSource git,
      SourceRenderer renderer,
      SyncObserver observer,
      ControllerContext context) {
    Time time = context.platform().time();
    ClusterObjects objects = context.objects();
    ReconcileQueue queue = context.queue();
    ObjectWatch<Trigger> applications = watch(settings, context, queue);
    LiveCluster cluster = cluster(settings, context, queue);
    ServedKinds kinds = new ServedKinds(context.calls(), time);
    LiveReader reader = new LiveReader(objects, cluster);
    SharedObjects shared = shared(settings, cluster, applications);
    RepositoryPoller poller =
        new RepositoryPoller(git, settings.pollInterval(), queue::enqueue, context);
    DestinationNamespace namespace = new DestinationNamespace(objects, cluster);
    Refresher refresher =
        new Refresher(git, renderer, kinds, cluster, reader, shared, poller, namespace);
    Applier applier = new Applier(objects, kinds, cluster, reader);
    ApplicationWriter writer = new ApplicationWriter(objects);
    SyncEvents events = new SyncEvents(context.events(), observer);
    HookRunner hooks = new HookRunner(objects, kinds, cluster, reader, applier);
    Projects projects = new Projects(objects, settings.namespace());
    PruneHolds holds =
        new PruneHolds(applications, projects, time, poller.maxAge(), queue::enqueue);
    OperationDriver driver =
        new OperationDriver(refresher, applier, hooks, namespace, cluster, writer, holds, time);
    SyncPass pass = pass(settings, driver, writer, events, time);
    Cascade.Live live = new Cascade.Live(cluster, reader);
    Cascade cascade = new Cascade(objects, refresher, live, writer, events, applier, hooks);
    ApplicationReconciler.Reads reads =
        new ApplicationReconciler.Reads(
            objects,
            projects,
            observer,
            settings.pollInterval(),
            new GitOutages(time),
            holds,
            context.platform().chance().of("look-again"));
    ReconcileLoop loop =
        context.loop(
            ReconcileLoop.Settings.of("application", settings.workers()),
            queue,
            new ApplicationReconciler(reads, refresher, cascade, hooks, pass),
            context.ownWrites());
    return new SyncEngine(
        git,
        List.of(loop, guard(settings, context, cluster, kinds)),
        applications,
        projects(settings, context, queue, applications),
        cluster,
        poller,
        observer,
        context.platform());
  }

  /** The rules of a project count at once for its Applications. */
  private static ObjectWatch<ProjectSpec> projects(
      Settings settings,
      ControllerContext context,
      ReconcileQueue queue,
      ObjectWatch<Trigger> applications) {
    return ResourceWatch.of(
        context.calls(),
        ResourceType.of(AppProject.class),
        WatchScope.in(List.of(settings.namespace())),
        ProjectSpec::of,
        List.of(
            new ProjectHandler(project ->
                applications.list().stream()
                    .filter(one -> one.project().equals(project))
                    .forEach(one -> queue.enqueue(one.key())))));
  }

  private static ReconcileLoop guard(
      Settings settings, ControllerContext context, LiveCluster cluster, ServedKinds kinds) {
    ReconcileQueue queue = context.queue();
    queue.enqueue(WatchGuard.KEY);
    return context.loop(
        ReconcileLoop.Settings.of("watches", 1),
        queue,
        new WatchGuard(cluster, kinds, settings.pollInterval()),
        context.ownWrites());
  }

  private static ObjectWatch<Trigger> watch(
      Settings settings, ControllerContext context, ReconcileQueue queue) {
    return ResourceWatch.of(
        context.calls(),
        ApplicationView.TYPE,
        WatchScope.in(List.of(settings.namespace())),
        Trigger::of,
        List.of(new Handler(queue)));
  }

  private static LiveCluster cluster(
      Settings settings, ControllerContext context, ReconcileQueue queue) {
    return new LiveCluster(
        context.calls(),
        context.platform(),
        tracked -> enqueue(queue, settings.namespace(), tracked));
  }

  private static SharedObjects shared(
      Settings settings, LiveCluster cluster, ObjectWatch<Trigger> applications) {
    return new SharedObjects(
        cluster,
        name ->
            !applications.synced()
                || applications.get(new ObjectKey(settings.namespace(), name)).isPresent());
  }

  private static SyncPass pass(
      Settings settings,
      OperationDriver driver,
      ApplicationWriter writer,
      SyncEvents events,
      Time time) {
    return new SyncPass(
        driver,
        writer,
        events,
        new ApplicationStatusFactory(settings.namespace()),
        time,
        settings.pollInterval());
  }

  @Override
  public void start() {
    loops.forEach(ReconcileLoop::start);
    applications.start(platform);
    projects.start(platform);
    poller.start();
    // A hook may be held whose Application was deleted while no operator ran.
    boolean _ = cluster.watch(HOOK_KIND);
  }

  @Override
  public List<String> waitingFor() {
    return applications.synced() ? List.of() : List.of("Applications");
  }

  @Override
  public void close() {
    applications.close();
    projects.close();
    poller.close();
    loops.forEach(ReconcileLoop::close);
    cluster.close();
    git.close();
    observer.stopped();
  }

  /**
   * The parts of an Application whose changes cause work: not its status, which the engine itself
   * writes, and not its generation, which each such write raises.
   */
  record Trigger(
      ObjectKey key,
      JsonNode spec,
      JsonNode operation,
      JsonNode annotations,
      boolean terminating,
      boolean deleting,
      JsonNode finalizers) {

    /** Returns the name of its project. */
    String project() {
      String name = spec.path("project").asText();
      return name.isEmpty() ? "default" : name;
    }

    static Trigger of(ObjectNode application) {
      JsonNode metadata = application.path("metadata");
      return new Trigger(
          new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
          application.path("spec"),
          application.path("operation"),
          metadata.path("annotations"),
          application
              .path("status")
              .path("operationState")
              .path("phase")
              .asText()
              .equals("Terminating"),
          metadata.hasNonNull("deletionTimestamp"),
          metadata.path("finalizers"));
    }
  }

  /** The rules of an AppProject. */
  private record ProjectSpec(String name, JsonNode spec) {

    static ProjectSpec of(ObjectNode project) {
      return new ProjectSpec(project.path("metadata").path("name").asText(), project.path("spec"));
    }
  }

  private record ProjectHandler(Consumer<String> wake) implements WatchHandler<ProjectSpec> {
    @Override
    public void added(ProjectSpec object) {
      wake.accept(object.name());
    }

    @Override
    public void changed(ProjectSpec old, ProjectSpec object) {
      if (!old.equals(object)) {
        wake.accept(object.name());
      }
    }

    @Override
    public void removed(ProjectSpec last) {
      wake.accept(last.name());
    }
  }

  private static void enqueue(ReconcileQueue queue, String namespace, String application) {
    if (!application.isEmpty()) {
      queue.enqueue(new ObjectKey(namespace, application));
    }
  }

  private record Handler(ReconcileQueue queue) implements WatchHandler<Trigger> {
    @Override
    public void added(Trigger object) {
      queue.enqueue(object.key());
    }

    @Override
    public void changed(Trigger old, Trigger object) {
      if (!old.equals(object)) {
        queue.enqueue(object.key());
      }
    }

    @Override
    public void removed(Trigger last) {
      queue.enqueue(last.key());
    }
  }
}
