package dev.sealer.sync.render;

import dev.sealer.sync.manifest.Manifest;
import java.util.List;

/**
 * The result of rendering a source.
 *
 * @param type how it was rendered
 * @param manifests in the order of the files, or of Kustomize's output
 * @param warnings one line each, for the user
 */
public record RenderedSource(SourceType type, List<Manifest> manifests, List<String> warnings) {

  public RenderedSource {
    manifests = List.copyOf(manifests);
    warnings = List.copyOf(warnings);
  }
}
