package dev.sealer.sync.plan.settings;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.AppProjectSpec.ClusterKind;
import dev.sealer.crds.argoproj.AppProjectSpec.NamespacedKind;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ManifestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all patterns of a project, before one of them decides about an object. */
public final class ProjectPatterns {

  private ProjectPatterns() {}

  /** Returns what is wrong with the first pattern that cannot be read. */
  public static Optional<String> problem(AppProjectSpec spec) {
    for (String pattern : all(spec)) {
      try {
        Glob _ = Glob.withinSegments(pattern.startsWith("!") ? pattern.substring(1) : pattern);
      } catch (ManifestException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static List<String> all(AppProjectSpec spec) {
    List<String> all = new ArrayList<>(spec.sourceRepos());
    for (Destination destination : spec.destinations()) {
      add(all, destination.server());
      add(all, destination.name());
      add(all, destination.namespace());
    }
    for (List<ClusterKind> kinds :
        List.of(spec.clusterResourceWhitelist(), spec.clusterResourceBlacklist())) {
      for (ClusterKind kind : kinds) {
        all.addAll(List.of(kind.group(), kind.kind()));
        add(all, kind.name());
      }
    }
    addKinds(all, spec.namespaceResourceWhitelist());
    addKinds(all, spec.namespaceResourceBlacklist());
    return all;
  }

  private static void addKinds(List<String> all, @Nullable List<NamespacedKind> kinds) {
    if (kinds != null) {
      kinds.forEach(kind -> all.addAll(List.of(kind.group(), kind.kind())));
    }
  }

  private static void add(List<String> all, @Nullable String pattern) {
    if (pattern != null) {
      all.add(pattern);
    }
  }
}
