package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.AppProject;
import dev.sealer.git.GitSource;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.LeaderTerm;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.access.SettingsWatch;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.Clusters;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.poll.RepositoryPoller;
import dev.sealer.sync.render.SourceRenderer;
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
  private final ApplicationWatch applications;
  private final ObjectWatch<ProjectSpec> projects;
  private final SettingsWatch installation;
  private final Clusters clusters;
  private final RepositoryPoller poller;
  private final SyncObserver observer;
  private final Platform platform;

  private SyncEngine(
      GitSource git,
      List<ReconcileLoop> loops,
      ObjectWatch<ProjectSpec> projects,
      SyncEngineWiring parts,
      SyncObserver observer,
      Platform platform) {
    this.git = git;
    this.loops = List.copyOf(loops);
    this.applications = parts.applications();
    this.projects = projects;
    this.installation = parts.installation();
    this.clusters = parts.clusters();
    this.poller = parts.poller();
    this.observer = observer;
    this.platform = platform;
  }

  /**
   * The settings of an engine.
   *
   * @param namespaces where Applications are
   * @param shards which of them are synced
   * @param workers how many Applications are worked on at a time
   * @param pollInterval how often Git is asked
   */
  public record Settings(
      ApplicationNamespaces namespaces, Shards shards, int workers, Duration pollInterval) {}

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
    ReconcileQueue queue = context.queue();
    SyncEngineWiring wiring =
        new SyncEngineWiring(settings, git, renderer, observer, context, queue);
    return new SyncEngine(
        git,
        List.of(wiring.loop(), wiring.watchGuard()),
        projects(settings, context, queue, wiring.applications()),
        wiring,
        observer,
        context.platform());
  }

  /** The rules of a project count at once for its Applications. */
  private static ObjectWatch<ProjectSpec> projects(
      Settings settings,
      ControllerContext context,
      ReconcileQueue queue,
      ApplicationWatch applications) {
    return ResourceWatch.of(
        context.calls(),
        ResourceType.of(AppProject.class),
        WatchScope.in(List.of(settings.namespaces().control())),
        ProjectSpec::of,
        List.of(
            new ProjectHandler(project ->
                applications.mine().stream()
                    .filter(one -> one.project().equals(project))
                    .forEach(one -> queue.enqueue(one.key())))));
  }

  @Override
  public void start() {
    installation.start(platform);
    loops.forEach(ReconcileLoop::start);
    applications.start(platform);
    projects.start(platform);
    poller.start();
    // A hook may be held whose Application was deleted while no operator ran.
    for (Cluster one : clusters.all()) {
      boolean _ = one.live().watch("hooks of deleted Applications", List.of(HOOK_KIND));
    }
  }

  @Override
  public List<String> waitingFor() {
    if (installation.current().isEmpty()) {
      return List.of("argocd-cm");
    }
    return applications.synced() ? List.of() : List.of("Applications");
  }

  @Override
  public void close() {
    applications.close();
    projects.close();
    installation.close();
    poller.close();
    loops.forEach(ReconcileLoop::close);
    clusters.close();
    git.close();
    observer.stopped();
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
}
