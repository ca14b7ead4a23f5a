package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.CallLimit;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.PruneGuard;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.source.FetchedSources;
import dev.sealer.sync.source.SourceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the cluster, and compares it with what was read from Git. */
final class Refresher {

  private final ServedKinds kinds;
  private final LiveCluster cluster;
  private final LiveReader reader;
  private final CallLimit calls;
  private final SharedObjects shared;
  private final DestinationNamespace namespace;
  private final PruneHolds holds;

  Refresher(
      Cluster destination, SharedObjects shared, DestinationNamespace namespace, PruneHolds holds) {
    this.kinds = destination.kinds();
    this.cluster = destination.live();
    this.reader = destination.reader();
    this.calls = destination.calls();
    this.shared = shared;
    this.namespace = namespace;
    this.holds = holds;
  }

  /** The result of a comparison. */
  record Refreshed(
      SourceRequest request,
      FetchedSources fetched,
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
      return fetched.target();
    }

    /**
     * Returns this comparison as it is to be synced: only differences from the state that the last
     * full sync left are attributed to somebody.
     */
    Refreshed attributed(ApplicationView view) {
      return view.hasDeployed(target())
          ? this
          : new Refreshed(
              request,
              fetched,
              new Comparison(
                  comparison.resources().stream().map(Compared::withoutAuthors).toList(),
                  comparison.kept()),
              rules,
              warnings);
    }
  }

  /** Compares with the cluster; empty while some kind's objects are not known yet. */
  Optional<Refreshed> compare(ApplicationView view, SourceRequest request, FetchedSources fetched) {
    DesiredSet desired = fetched.desired();
    if (!watchAll(view, desired)) {
      return Optional.empty();
    }
    cluster.want(
        view.key(),
        Stream.concat(
                desired.resources().stream().map(Desired::id),
                namespace.wanted(view, desired).stream())
            .toList());
    LiveReader.Rules rules = rules(view, fetched);
    List<DesiredSet.Warning> warnings = new ArrayList<>(desired.warnings());
    Map<ResourceId, ObjectKey> others = shared.find(view, desired.resources());
    others.forEach((id, other) ->
        warnings.add(
            new DesiredSet.Warning(
                "SharedResourceWarning",
                id + " is part of Application " + view.nameOf(other) + ", too, which keeps it")));
    Predicate<Desired> isKept = one -> others.containsKey(one.id());
    List<Desired> own = desired.resources().stream().filter(isKept.negate()).toList();
    List<Compared> all = new ArrayList<>(calls.each(own, one -> compare(view, one, rules)));
    all.addAll(pruned(view, fetched, warnings));
    namespace.compare(view, desired).ifPresent(all::add);
    warnings.addAll(warnings(view, fetched));
    return Optional.of(
        new Refreshed(
            request,
            fetched,
            new Comparison(all, desired.resources().stream().filter(isKept).toList()),
            rules,
            List.copyOf(warnings)));
  }

  private static LiveReader.Rules rules(ApplicationView view, FetchedSources fetched) {
    return new LiveReader.Rules(
        IgnoreRules.of(
            Stream.concat(
                    fetched.project().settings().ignored().stream(),
                    view.spec().ignoreDifferences().stream())
                .toList(),
            fetched.desired().resources().stream().map(Desired::object).toList()),
        view.options(),
        view.adopted());
  }

  /** Returns what a user should know of the connection to Git and of the sync options. */
  private List<DesiredSet.Warning> warnings(ApplicationView view, FetchedSources fetched) {
    List<DesiredSet.Warning> warnings = new ArrayList<>();
    fetched.outage().ifPresent(why -> warnings.add(new DesiredSet.Warning("ComparisonError", why)));
    fetched
        .project()
        .orphanWarning(() -> cluster.orphans(view.destinationNamespace()))
        .ifPresent(why -> warnings.add(new DesiredSet.Warning("OrphanedResourceWarning", why)));
    for (String warning : fetched.repositoryWarnings()) {
      warnings.add(new DesiredSet.Warning("RepositoryWarning", warning));
    }
    for (String warning : fetched.project().settings().warnings()) {
      warnings.add(new DesiredSet.Warning("SettingsWarning", warning));
    }
    for (String option : view.options().withoutEffect()) {
      warnings.add(
          new DesiredSet.Warning("SyncOptionWarning", "spec.syncPolicy.syncOptions: " + option));
    }
    return warnings;
  }

  /** Forgets what was remembered of the cluster to save work, as a hard refresh asks. */
  void forgetRemembered(ObjectKey application) {
    kinds.forgetAll();
    reader.forget(cluster.wanted(application));
  }

  /** Forgets an Application that does not exist any more. */
  void forgetApplication(ObjectKey application) {
    namespace.forget(application);
    reader.forget(cluster.wanted(application));
    cluster.forget(application);
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
      ApplicationView view, FetchedSources fetched, List<DesiredSet.Warning> warnings) {
    PruneGuard guard =
        new PruneGuard(
            view.createdNamespace(),
            fetched.desired(),
            (version, kind) -> kinds.find(version, kind).map(ResourceType::plural));
    List<Compared> found = new ArrayList<>();
    for (Compared one : extra(view.key(), fetched.desired().byId().keySet())) {
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

  /**
   * An object that moves from one Application to another is not deleted on the way. The status of
   * an Application can claim anything: what its project does not allow does not count.
   */
  private Optional<String> takenOver(ApplicationView view, ResourceId id) {
    return cluster.wantedByOthers(view.key(), id).stream()
        .filter(other -> holds.mayManage(other, id))
        .findFirst()
        .map(other -> "it is part of Application " + view.nameOf(other) + " now");
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

  private List<Compared> extra(ObjectKey application, Set<ResourceId> wanted) {
    List<ResourceId> left =
        cluster.tracked(application).stream().filter(id -> !wanted.contains(id)).toList();
    return calls.each(left, id -> extra(application, id)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Compared> extra(ObjectKey application, ResourceId id) {
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
    return cluster.watch(view.key(), types);
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
