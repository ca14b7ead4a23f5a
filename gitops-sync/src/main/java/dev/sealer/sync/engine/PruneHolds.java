package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.engine.ApplicationWatch.Trigger;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.commit.ComparedCommit;
import dev.sealer.sync.plan.commit.ComparedCommits;
import dev.sealer.sync.plan.commit.PublishedState;
import dev.sealer.sync.source.ResolvedSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds back the deletion of what left Git until all Applications of the repository have been
 * compared with the same commit: one of them may want the object now. Remembers what each one was
 * compared with, so after a restart everyone waits for everyone. Thread-safe.
 */
final class PruneHolds {

  /** An Application that is broken or paused must not hold the others back without limit. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final ApplicationWatch applications;
  private final Projects projects;
  private final Time time;
  private final Duration maxAge;
  private final Consumer<ObjectKey> wake;
  private final Map<ObjectKey, ComparedCommits> compared = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Set<ObjectKey>> waiting = new ConcurrentHashMap<>();

  /**
   * Knows of no comparison yet.
   *
   * @param maxAge how old the refs may be that a comparison rests on
   */
  PruneHolds(
      ApplicationWatch applications,
      Projects projects,
      Time time,
      Duration maxAge,
      Consumer<ObjectKey> wake) {
    this.applications = applications;
    this.projects = projects;
    this.time = time;
    this.maxAge = maxAge;
    this.wake = wake;
  }

  /** Returns the time by the clock that comparisons are noted with. */
  long now() {
    return time.nanos();
  }

  /**
   * Notes what an Application was compared with, and wakes those that waited for it.
   *
   * @param begun when reading the refs began
   */
  void compared(ApplicationView view, Refreshed refreshed, long begun) {
    boolean ofSpec = refreshed.request().isOfSpec(view);
    ComparedCommits next =
        new ComparedCommits(
            refreshed.fetched().all().stream()
                .map(one -> compared(view, one, ofSpec, begun))
                .toList());
    ComparedCommits now = compared.merge(view.key(), next, ComparedCommits::followedBy);
    waiting.forEach((holder, awaited) -> {
      ComparedCommits held = compared.get(holder);
      boolean waits =
          awaited.contains(view.key())
              && held != null
              && held.all().stream().anyMatch(commit -> now.isBehind(commit, maxAge));
      if (awaited.contains(view.key()) && !waits) {
        wake.accept(holder);
      }
    });
  }

  private ComparedCommit compared(
      ApplicationView view, ResolvedSource source, boolean ofSpec, long begun) {
    // A commit that no ref led to says nothing about how new the refs are.
    boolean fromRef = ofSpec && source.revision().ref().isPresent();
    return new ComparedCommit(
        RepositoryUrl.parse(source.spec().repoURL()).key(),
        view.project(),
        PublishedState.revision(Objects.requireNonNullElse(source.spec().targetRevision(), "")),
        source.revision().sha(),
        fromRef ? OptionalLong.of(begun) : OptionalLong.empty(),
        time.nanos());
  }

  /** Forgets an Application that does not exist any more. */
  void forget(ObjectKey application) {
    compared.remove(application);
    waiting.remove(application);
  }

  /**
   * Returns which deletions wait, each with the reason.
   *
   * @param prunes returns whether an object is to be deleted by this sync
   */
  Map<ResourceId, String> find(
      ApplicationView view, Refreshed refreshed, Predicate<Compared> prunes) {
    List<ResourceId> leaving =
        refreshed.comparison().resources().stream()
            .filter(Compared::requiresPruning)
            .filter(prunes)
            .map(Compared::id)
            .toList();
    ComparedCommits own = compared.getOrDefault(view.key(), new ComparedCommits(List.of()));
    List<ComparedCommit> recent =
        own.all().stream()
            .filter(commit -> time.nanos() - commit.since() < LONGEST.toNanos())
            .toList();
    Map<ResourceId, String> held =
        leaving.isEmpty() || recent.isEmpty() ? Map.of() : held(view, recent, leaving);
    if (held.isEmpty()) {
      waiting.remove(view.key());
    }
    return held;
  }

  private Map<ResourceId, String> held(
      ApplicationView view, List<ComparedCommit> own, List<ResourceId> leaving) {
    List<Trigger> behind =
        applications.list().stream()
            .filter(other -> !other.key().equals(view.key()))
            .filter(other -> own.stream().anyMatch(commit -> isBehind(other, commit)))
            .toList();
    Map<ProjectUse, Projects.Lookup> rules = new HashMap<>();
    Map<ResourceId, String> held = new HashMap<>();
    Set<ObjectKey> awaited = new HashSet<>();
    for (ResourceId id : leaving) {
      Set<String> names = new TreeSet<>();
      for (Trigger other : behind) {
        if (mayManage(rules.computeIfAbsent(ProjectUse.by(other), this::find), id)) {
          names.add(view.nameOf(other.key()));
          awaited.add(other.key());
        }
      }
      if (!names.isEmpty()) {
        held.put(id, reason(names));
      }
    }
    Set<ObjectKey> before =
        Objects.requireNonNullElse(waiting.put(view.key(), awaited), Set.<ObjectKey>of());
    awaited.stream().filter(key -> !before.contains(key)).forEach(wake);
    return held;
  }

  /** A project, as the Applications of a namespace use it. */
  private record ProjectUse(String project, String namespace) {

    static ProjectUse by(Trigger application) {
      return new ProjectUse(application.project(), application.key().namespace());
    }
  }

  private Projects.Lookup find(ProjectUse use) {
    return projects.find(use.project(), use.namespace());
  }

  private boolean isBehind(Trigger application, ComparedCommit own) {
    if (!uses(application, own.repository())) {
      return false;
    }
    if (!applications.isMine(application.key())) {
      return application.status().published().map(state -> state.isBehind(own)).orElse(true);
    }
    ComparedCommits last = compared.get(application.key());
    return last == null || !last.knows(own.repository()) || last.isBehind(own, maxAge);
  }

  /** Returns whether the project of an Application allows it an object, or may allow it. */
  boolean mayManage(ObjectKey application, ResourceId id) {
    return applications
        .find(application)
        .filter(found -> mayManage(find(ProjectUse.by(found)), id))
        .isPresent();
  }

  private static String reason(Set<String> names) {
    int more = names.size() - 1;
    return "before it is deleted, Application "
        + names.iterator().next()
        + (more > 0 ? " and " + more + " more" : "")
        + " must be compared with this commit, which may move it there; it is deleted after "
        + LONGEST.toMinutes()
        + " minutes at the latest";
  }

  private static boolean mayManage(Projects.Lookup project, ResourceId id) {
    return switch (project) {
      // A project that cannot be followed may allow it once somebody has mended it.
      case Projects.Rules(var rules) ->
          rules.unsupported().isPresent() || rules.refuseObject(id).isEmpty();
      case Projects.Refused _ -> false;
      case Projects.Away _ -> true;
    };
  }

  private static boolean uses(Trigger application, String repository) {
    JsonNode spec = application.spec();
    return Stream.concat(Stream.of(spec.path("source")), spec.path("sources").valueStream())
        .map(source -> PublishedState.repository(source.path("repoURL").asText()))
        .anyMatch(repository::equals);
  }
}
