package dev.sealer.sync.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites {@code patches} given as a plain list of file names, which many pages still show and
 * Kustomize 5 refuses, to the form it takes. Only the working copy changes.
 */
final class LegacyPatches {

  private LegacyPatches() {}

  /** Rewrites what there is to rewrite; one warning for each entry. */
  static List<String> modernise(KustomizationFile file) {
    List<String> warnings = new ArrayList<>();
    if (!(file.content().path("patches") instanceof ArrayNode patches)) {
      return warnings;
    }
    for (int i = 0; i < patches.size(); i++) {
      JsonNode entry = patches.get(i);
      if (entry.isTextual()) {
        String text = entry.asText();
        boolean inline = text.contains("\n");
        ObjectNode modern = patches.objectNode().put(inline ? "patch" : "path", text);
        patches.set(i, modern);
        warnings.add(
            file.at("/patches/" + i)
                + ": patches as a plain list is an old form that Kustomize 5 refuses; write `- "
                + (inline ? "patch: |-" : "path: " + text)
                + "` instead");
      }
    }
    return warnings;
  }
}
