package dev.sealer.sync.render;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryPath;
import dev.sealer.git.TreeSnapshot;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kustomization with all that it builds on. Everything it names must be in the commit, so the
 * build needs no network and runs nothing.
 */
final class KustomizationGraph {

  private static final List<String> DIRECTORY_FIELDS = List.of("resources", "bases", "components");
  private static final int MOST_READINGS = 10_000;

  private final GitTree tree;
  private final Map<String, KustomizationFile> files = new TreeMap<>();

  /** The directories that each directory names, as often as it names them. */
  private final Map<String, List<String>> edges = new HashMap<>();

  private final List<String> warnings = new ArrayList<>();

  private KustomizationGraph(GitTree tree) {
    this.tree = tree;
  }

  /**
   * Reads the kustomization at {@code path} and, from there, every one it names.
   *
   * @param options what the Application adds to the first one, before it is followed and checked
   * @throws ManifestException naming file and line of what is refused
   */
  static KustomizationGraph read(
      GitTree tree, String path, ApplicationSource.@Nullable Kustomize options) {
    KustomizationGraph graph = new KustomizationGraph(tree);
    TreeSnapshot root = tree.directory(path, any -> true);
    KustomizationFile first =
        KustomizationFile.read(root)
            .orElseThrow(() ->
                new ManifestException(
                    (path.isEmpty() ? "." : path)
                        + ": the directory has no kustomization.yaml, and the Application asks"
                        + " for Kustomize"));
    if (options != null) {
      KustomizeOptions.apply(options, first.content());
    }
    Deque<KustomizationFile> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      KustomizationFile file = open.removeFirst();
      if (graph.files.putIfAbsent(file.directory().path(), file) == null) {
        graph.warnings.addAll(LegacyPatches.modernise(file));
        KustomizationRules.check(file);
        open.addAll(graph.named(file));
      }
    }
    if (graph.readings(first.directory().path(), new HashMap<>()) > MOST_READINGS) {
      throw new ManifestException(
          "%s/%s: Kustomize would read more than %,d kustomizations, because they name each other again and again"
              .formatted(first.directory().path(), first.fileName(), MOST_READINGS));
    }
    return graph;
  }

  /** All kustomizations, by directory. */
  Collection<KustomizationFile> files() {
    return files.values();
  }

  /** The kustomization of a directory that was read. */
  KustomizationFile file(String directory) {
    KustomizationFile file = files.get(directory);
    if (file == null) {
      throw new IllegalArgumentException("no kustomization was read in " + directory);
    }
    return file;
  }

  /** Returns the warnings for the user. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Returns how many kustomizations Kustomize reads for a directory: those of a directory that two
   * others name it reads twice, and all below them, so that twenty levels can make a million.
   *
   * @return at most one more than the limit
   */
  private int readings(String directory, Map<String, Integer> counted) {
    Integer known = counted.get(directory);
    if (known != null) {
      return known;
    }
    // Kustomize itself refuses a cycle.
    counted.put(directory, 0);
    int all = 1;
    for (String named : edges.getOrDefault(directory, List.of())) {
      all = Math.min(MOST_READINGS + 1, all + readings(named, counted));
    }
    counted.put(directory, all);
    return all;
  }

  private List<KustomizationFile> named(KustomizationFile file) {
    List<KustomizationFile> found = new ArrayList<>();
    for (String field : DIRECTORY_FIELDS) {
      for (KustomizationFile.Reference reference : file.references(field)) {
        if (reference.target().contains("\n")) {
          continue;
        }
        resolve(file, reference).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The kustomization that {@code reference} names; empty when it names a file. */
  private Optional<KustomizationFile> resolve(
      KustomizationFile from, KustomizationFile.Reference reference) {
    Origin origin = from.at(reference.pointer());
    // Before the tree is looked at: Kustomize, too, tries an address before a directory of its
    // name.
    KustomizationRules.refuseRemote(from, reference);
    String target =
        RepositoryPath.resolve(from.directory().path(), reference.target())
            .orElseThrow(
                () -> ManifestException.at(origin, reference.shown() + " leaves the repository"));
    if (tree.directoryHash(target).isPresent()) {
      edges.computeIfAbsent(from.directory().path(), _ -> new ArrayList<>()).add(target);
      KustomizationFile known = files.get(target);
      return known != null
          ? Optional.empty()
          : Optional.of(
              KustomizationFile.read(tree.directory(target, any -> true))
                  .orElseThrow(() ->
                      ManifestException.at(
                          origin, "directory " + target + " has no kustomization.yaml")));
    }
    KustomizationRules.requireFile(from, reference);
    return Optional.empty();
  }
}
