package dev.sealer.sync.plan.settings;

import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which kinds are not looked at: {@code resource.exclusions} and {@code resource.inclusions}.
 *
 * @param exclusions kinds that are left out; they win
 * @param inclusions the only kinds that are not left out; empty for all
 */
public record ResourceFilter(List<Kinds> exclusions, List<Kinds> inclusions) {

  private static final String THIS_CLUSTER = "https://kubernetes.default.svc";

  /** Argo CD leaves these out always: they change all the time and are never in Git. */
  private static final List<Kinds> ALWAYS =
      List.of(
          new Kinds(List.of("events.k8s.io", "metrics.k8s.io"), List.of("*"), List.of()),
          new Kinds(List.of(""), List.of("Event"), List.of()),
          new Kinds(List.of("coordination.k8s.io"), List.of("Lease"), List.of()));

  /** Copies the lists. */
  public ResourceFilter {
    exclusions = List.copyOf(exclusions);
    inclusions = List.copyOf(inclusions);
  }

  /**
   * Kinds by globs.
   *
   * @param groups empty for any
   * @param kinds empty for any
   * @param clusters by their URL; empty for any
   */
  public record Kinds(List<String> groups, List<String> kinds, List<String> clusters) {

    /** Copies the lists and compiles the globs, so that none fails later. */
    public Kinds {
      groups = List.copyOf(groups);
      kinds = List.copyOf(kinds);
      clusters = List.copyOf(clusters);
      List<Glob> all = new ArrayList<>();
      List.of(groups, kinds, clusters)
          .forEach(globs -> globs.forEach(glob -> all.add(Glob.acrossSlashes(glob))));
    }

    private boolean match(ResourceId id) {
      return any(groups, id.group()) && any(kinds, id.kind()) && any(clusters, THIS_CLUSTER);
    }

    private static boolean any(List<String> globs, String text) {
      return globs.isEmpty()
          || globs.stream().anyMatch(glob -> Glob.acrossSlashes(glob).matches(text));
    }
  }

  /** Returns the filter without settings. */
  public static ResourceFilter standard() {
    return new ResourceFilter(List.of(), List.of());
  }

  /** Returns whether objects of a kind are left out. */
  public boolean excludes(ResourceId id) {
    return ALWAYS.stream().anyMatch(kinds -> kinds.match(id))
        || exclusions.stream().anyMatch(kinds -> kinds.match(id))
        || (!inclusions.isEmpty() && inclusions.stream().noneMatch(kinds -> kinds.match(id)));
  }
}
