package dev.sealer.sync.render;

import dev.sealer.git.GitTree;
import dev.sealer.sync.manifest.Manifest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of rendering a source.
 *
 * @param type how it was rendered
 * @param manifests in the order of the files, or of Kustomize's output
 * @param warnings one line each, for the user
 * @param inputs each directory that was read, with a hash of its content
 */
public record RenderedSource(
    SourceType type,
    List<Manifest> manifests,
    List<String> warnings,
    SortedMap<String, String> inputs) {

  /** Copies the lists and the map. */
  public RenderedSource {
    manifests = List.copyOf(manifests);
    warnings = List.copyOf(warnings);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /** Returns the rendering of a source to which others only refer. */
  public static RenderedSource none() {
    return new RenderedSource(SourceType.NONE, List.of(), List.of(), new TreeMap<>());
  }

  /** Returns whether rendering the same source of another commit would give the same. */
  public boolean isSameIn(GitTree tree) {
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      if (!tree.directoryHash(input.getKey()).equals(Optional.of(input.getValue()))) {
        return false;
      }
    }
    return true;
  }
}
