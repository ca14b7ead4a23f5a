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
        KustomizationFile.Reference reference =
            new KustomizationFile.Reference(text, "/patches/" + i);
        boolean inline = reference.isInline();
        ObjectNode modern = patches.objectNode().put(inline ? "patch" : "path", text);
        patches.set(i, modern);
        warnings.add(
            file.at(reference.pointer())
                + ": patches as a plain list is an old form that Kustomize 5 refuses; write `- "
                + (inline ? "patch: |-" : "path: " + reference.shown())
                + "` instead");
      }
    }
    return warnings;
  }
}
