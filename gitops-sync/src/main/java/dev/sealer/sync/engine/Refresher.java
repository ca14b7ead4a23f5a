package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.git.CommitInfo;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationContext;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.Normaliser;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.PruneGuard;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.poll.RepositoryPoller;
import dev.sealer.sync.render.RenderedSource;
import dev.sealer.sync.render.SourceRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads Git, reads the cluster, and compares. */
final class Refresher {

  private final GitSource git;
  private final SourceRenderer renderer;
  private final ServedKinds kinds;
  private final LiveCluster cluster;
  private final LiveReader reader;
  private final SharedObjects shared;
  private final RepositoryPoller poller;
  private final DestinationNamespace namespace;
  private final RememberedSources remembered = new RememberedSources();

  Refresher(
      GitSource git,
      SourceRenderer renderer,
      ServedKinds kinds,
      LiveCluster cluster,
      LiveReader reader,
      SharedObjects shared,
      RepositoryPoller poller,
      DestinationNamespace namespace) {
    this.git = git;
    this.renderer = renderer;
    this.kinds = kinds;
    this.cluster = cluster;
    this.reader = reader;
    this.shared = shared;
    this.poller = poller;
    this.namespace = namespace;
  }

  /** The source and revision to compare with the cluster, and the maximum age of cached refs. */
  record Wanted(ApplicationSource source, String revision, Duration maxAge) {}

  /** The commit that was read from Git, and what was rendered from it. */
  record Fetched(
      ResolvedRevision revision,
      CommitInfo commit,
      RenderedSource rendered,
      DesiredSet desired,
      ProjectRules project,
      Optional<String> outage) {

    /** Returns the same under the rules of a project. */
    Fetched under(ProjectRules rules) {
      return new Fetched(revision, commit, rendered, desired, rules, outage);
    }

    /** Returns the same, read while Git does not give a newer one. */
    Fetched during(String failure) {
      return new Fetched(revision, commit, rendered, desired, project, Optional.of(failure));
    }
  }

  /** The result of a comparison. */
  record Refreshed(
      Wanted wanted,
      Fetched fetched,
      Comparison comparison,
      LiveReader.Rules rules,
      List<DesiredSet.Warning> warnings) {

    DesiredSet desired() {
      return fetched.desired();
    }

    /** Returns the kinds of its hooks, each as {@code apiVersion/kind}. */
    Set<String> hookKinds() {
      Set<String> found = new TreeSet<>();
      Stream.concat(desired().hooks().stream(), desired().deletionHooks().stream())
          .forEach(hook -> found.add(hook.apiVersion() + "/" + hook.id().kind()));
      return found;
    }

    /** Returns what it is a comparison with. */
    SyncTarget target() {
      return new SyncTarget(sha(), wanted.source(), fetched.rendered().content());
    }

    String sha() {
      return fetched.revision().sha();
    }

    /**
     * Returns this comparison as it is to be synced: only differences from the state that the last
     * full sync left are attributed to somebody.
     */
    Refreshed attributed(ApplicationView view) {
      return view.hasDeployed(target())
          ? this
          : new Refreshed(
              wanted,
              fetched,
              new Comparison(
                  comparison.resources().stream().map(Compared::withoutAuthors).toList()),
              rules,
              warnings);
    }
  }

  /**
   * Returns what a sync of a commit applies. Where the Application was compared with another commit
   * of the same content last, no commit is rendered.
   *
   * @throws dev.sealer.git.GitException when Git does not give it
   */
  SyncTarget target(ApplicationView view, Wanted wanted, SyncTarget like) {
    ResolvedRevision revision = resolve(view, wanted);
    if (revision.sha().equals(like.revision())) {
      return like;
    }
    RememberedSources.Place place =
        new RememberedSources.Place(
            view.key(), view.project(), wanted.source(), view.destinationNamespace());
    try (GitTree tree =
        git.forTenant(view.project())
            .open(RepositoryUrl.parse(wanted.source().repoURL()), revision)) {
      String content =
          remembered.findSame(place, tree).map(known -> known.rendered().content()).orElse("");
      return new SyncTarget(revision.sha(), wanted.source(), content);
    }
  }

  /**
   * Finds the commit that a revision names now.
   *
   * @throws dev.sealer.git.GitException when Git does not give it
   */
  private ResolvedRevision resolve(ApplicationView view, Wanted wanted) {
    RepositoryUrl url = RepositoryUrl.parse(wanted.source().repoURL());
    ResolvedRevision found =
        git.forTenant(view.project()).resolve(url, wanted.revision(), wanted.maxAge());
    if (wanted.source().equals(view.source()) && wanted.revision().equals(view.branch())) {
      poller.follow(view.key(), url, view.project(), found);
    }
    return found;
  }

  /** Returns how old refs may be that an Application is compared with. */
  Duration maxAge() {
    return poller.maxAge();
  }

  /**
   * Reads Git only.
   *
   * @throws dev.sealer.git.GitException when Git does not give it
   * @throws ManifestException when what Git gives cannot become objects
   * @throws dev.sealer.sync.render.BuildTroubleException when it could not be rendered now
   */
  Fetched fetch(ApplicationView view, Wanted wanted, ProjectRules project) {
    Fetched fetched = read(view, wanted);
    // A hook is created like any other object, so the project decides about it like any other.
    check(fetched.desired().all(), project);
    return fetched.under(project);
  }

  /** Reads Git for the hooks of a deletion; the project decides about no other objects. */
  Fetched fetchDeletionHooks(ApplicationView view, Wanted wanted, ProjectRules project) {
    Fetched fetched = read(view, wanted);
    check(fetched.desired().deletionHooks().stream(), project);
    return fetched.under(project);
  }

  private static void check(Stream<Desired> objects, ProjectRules project) {
    objects.forEach(one ->
        project
            .refuseObject(one.id())
            .ifPresent(problem -> {
              throw ManifestException.at(one.origin(), problem);
            }));
  }

  private Fetched read(ApplicationView view, Wanted wanted) {
    ResolvedRevision revision = resolve(view, wanted);
    RememberedSources.Place place =
        new RememberedSources.Place(
            view.key(), view.project(), wanted.source(), view.destinationNamespace());
    Fetched fetched =
        remembered.find(place, revision).orElseGet(() -> read(view, wanted, place, revision));
    return new Fetched(
        revision,
        fetched.commit(),
        fetched.rendered(),
        fetched.desired(),
        fetched.project(),
        Optional.empty());
  }

  /** Reads a commit that was not read last; what it did not change is not rendered again. */
  private Fetched read(
      ApplicationView view,
      Wanted wanted,
      RememberedSources.Place place,
      ResolvedRevision revision) {
    Fetched fetched;
    try (GitTree tree =
        git.forTenant(view.project())
            .open(RepositoryUrl.parse(wanted.source().repoURL()), revision)) {
      Optional<Fetched> known = remembered.findSame(place, tree);
      RenderedSource rendered =
          known.isPresent() ? known.get().rendered() : renderer.render(tree, wanted.source());
      DesiredSet desired = known.isPresent() ? known.get().desired() : normalised(view, rendered);
      fetched =
          new Fetched(
              revision, tree.commit(), rendered, desired, ProjectRules.open(), Optional.empty());
    }
    remembered.keep(place, fetched, this::isServed);
    return fetched;
  }

  private DesiredSet normalised(ApplicationView view, RenderedSource rendered) {
    ApplicationContext context =
        new ApplicationContext(
            view.key().name(),
            view.destinationNamespace(),
            (apiVersion, kind) -> kinds.find(apiVersion, kind).map(ResourceType::namespaced));
    return Normaliser.normalise(rendered.manifests(), context);
  }

  private boolean isServed(Desired one) {
    return kinds.find(one.apiVersion(), one.id().kind()).isPresent();
  }

  /** Compares with the cluster; empty while some kind's objects are not known yet. */
  Optional<Refreshed> compare(ApplicationView view, Wanted wanted, Fetched fetched) {
    DesiredSet desired = fetched.desired();
    if (!watchAll(view, desired)) {
      return Optional.empty();
    }
    String application = view.key().name();
    cluster.want(
        application,
        Stream.concat(
                desired.resources().stream().map(Desired::id),
                namespace.wanted(view, desired).stream())
            .toList());
    LiveReader.Rules rules =
        new LiveReader.Rules(
            IgnoreRules.of(
                view.spec().ignoreDifferences(),
                desired.resources().stream().map(Desired::object).toList()),
            view.options());
    List<DesiredSet.Warning> warnings = new ArrayList<>(desired.warnings());
    Map<ResourceId, String> kept = shared.find(view, desired.resources());
    kept.forEach((id, other) ->
        warnings.add(
            new DesiredSet.Warning(
                "SharedResourceWarning",
                id + " is part of Application " + other + ", too, which keeps it")));
    List<Desired> own =
        desired.resources().stream().filter(one -> !kept.containsKey(one.id())).toList();
    List<Compared> all = new ArrayList<>(cluster.each(own, one -> compare(view, one, rules)));
    all.addAll(pruned(view, fetched, warnings));
    namespace.compare(view, desired).ifPresent(all::add);
    fetched.outage().ifPresent(why -> warnings.add(new DesiredSet.Warning("ComparisonError", why)));
    addRepositoryWarnings(view, wanted, warnings);
    for (String option : view.options().withoutEffect()) {
      warnings.add(
          new DesiredSet.Warning("SyncOptionWarning", "spec.syncPolicy.syncOptions: " + option));
    }
    return Optional.of(
        new Refreshed(wanted, fetched, new Comparison(all), rules, List.copyOf(warnings)));
  }

  private void addRepositoryWarnings(
      ApplicationView view, Wanted wanted, List<DesiredSet.Warning> warnings) {
    git.forTenant(view.project())
        .warnings(RepositoryUrl.parse(wanted.source().repoURL()))
        .forEach(line -> warnings.add(new DesiredSet.Warning("RepositoryWarning", line)));
  }

  /** Forgets everything that was remembered to save work, as a hard refresh asks. */
  void forgetRemembered(String application) {
    kinds.forgetAll();
    renderer.forgetAll();
    remembered.forgetAll();
    reader.forget(cluster.wanted(application));
  }

  /** Forgets an Application that does not exist any more. */
  void forgetApplication(ObjectKey application) {
    poller.forget(application);
    namespace.forget(application);
    reader.forget(cluster.wanted(application.name()));
    cluster.forget(application.name());
  }

  /** Finds a kind by {@code apiVersion/kind}. */
  private Optional<ResourceType> find(String name) {
    int slash = name.lastIndexOf('/');
    return slash <= 0
        ? Optional.empty()
        : served(name.substring(0, slash), name.substring(slash + 1));
  }

  /** Returns what left Git; a warning names what stays all the same. */
  private List<Compared> pruned(
      ApplicationView view, Fetched fetched, List<DesiredSet.Warning> warnings) {
    PruneGuard guard =
        new PruneGuard(
            view.createdNamespace(),
            fetched.desired(),
            (version, kind) -> kinds.find(version, kind).map(ResourceType::plural));
    List<Compared> found = new ArrayList<>();
    for (Compared one : extra(view.key().name(), fetched.desired().byId().keySet())) {
      // What the project does not allow is not touched, whatever it says whose it is.
      Optional<String> stays =
          fetched
              .project()
              .refuseObject(one.id())
              .or(() -> guard.refuse(one.id()))
              .or(() -> takenOver(view, one.id()));
      stays.ifPresentOrElse(
          why ->
              warnings.add(
                  new DesiredSet.Warning(
                      "ExcludedResourceWarning",
                      one.id() + " is not in Git and stays in the cluster: " + why)),
          () -> found.add(one));
    }
    return found;
  }

  /** An object that moves from one Application to another is not deleted on the way. */
  private Optional<String> takenOver(ApplicationView view, ResourceId id) {
    return cluster
        .wantedByAnother(view.key().name(), id)
        .map(other -> "it is part of Application " + other + " now");
  }

  /** The live object of a hook; empty when there is none. */
  Optional<LiveFacts> hook(Desired hook) {
    return kinds
        .find(hook.apiVersion(), hook.id().kind())
        .flatMap(type -> reader.facts(hook.id(), type));
  }

  private Compared compare(ApplicationView view, Desired desired, LiveReader.Rules rules) {
    Compared compared =
        kinds
            .find(desired.apiVersion(), desired.id().kind())
            .map(type -> reader.compare(desired, type, rules))
            .orElseGet(() -> Compared.missing(desired));
    // The health of the Application itself would count itself, again and again.
    return view.isItself(desired.id()) ? compared.withoutHealth() : compared;
  }

  private List<Compared> extra(String application, Set<ResourceId> wanted) {
    List<ResourceId> left =
        cluster.tracked(application).stream().filter(id -> !wanted.contains(id)).toList();
    return cluster.each(left, id -> extra(application, id)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Compared> extra(String application, ResourceId id) {
    return cluster
        .typeOf(id)
        .flatMap(type ->
            reader
                .extraFacts(application, id, type)
                .filter(facts -> !facts.hook())
                .map(facts -> Compared.extra(id, type.version(), facts)));
  }

  /** Watches the kinds of Git and those that were there before, which may hold what left Git. */
  private boolean watchAll(ApplicationView view, DesiredSet desired) {
    Set<ResourceType> types = new LinkedHashSet<>();
    for (Desired one : desired.resources()) {
      kinds.find(one.apiVersion(), one.id().kind()).ifPresent(types::add);
    }
    // A hook's end is what a sync waits for.
    for (Desired hook : desired.hooks()) {
      kinds.find(hook.apiVersion(), hook.id().kind()).ifPresent(types::add);
    }
    types.addAll(typesBefore(view));
    return cluster.watch(view.key().name(), types);
  }

  /**
   * Returns the served kinds of everything that the Application can have made: of its objects, of
   * the results of its last sync and of its hooks.
   */
  Set<ResourceType> typesBefore(ApplicationView view) {
    ApplicationStatus status = view.status();
    Set<ResourceType> types = new LinkedHashSet<>();
    view.hookKinds().forEach(name -> find(name).ifPresent(types::add));
    for (TaskResult one : view.lastOperation().map(SyncOperation::results).orElse(List.of())) {
      String group = one.id().group();
      served(group.isEmpty() ? one.version() : group + "/" + one.version(), one.id().kind())
          .ifPresent(types::add);
    }
    for (ApplicationStatus.Resource one :
        status == null ? List.<ApplicationStatus.Resource>of() : status.resources()) {
      String group = one.group() == null ? "" : one.group();
      String version = one.version() == null ? "v1" : one.version();
      if (one.kind() != null) {
        served(group.isEmpty() ? version : group + "/" + version, one.kind()).ifPresent(types::add);
      }
    }
    return types;
  }

  /** Finds a kind under another version where the cluster does not serve this one any more. */
  private Optional<ResourceType> served(String apiVersion, String kind) {
    return kinds
        .find(apiVersion, kind)
        .or(() -> kinds.findAny(ResourceId.groupOf(apiVersion), kind));
  }

  /** Hooks by their object, as a sync asks for them. */
  Map<Desired, Optional<LiveFacts>> hooks(List<Desired> hooks) {
    LinkedHashMap<Desired, Optional<LiveFacts>> found = new LinkedHashMap<>();
    hooks.forEach(hook -> found.put(hook, hook(hook)));
    return found;
  }
}
