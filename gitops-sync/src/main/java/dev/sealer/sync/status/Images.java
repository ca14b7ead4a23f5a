package dev.sealer.sync.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.plan.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the images that manifests name. */
public final class Images {

  private Images() {}

  /** All images, sorted, each once. */
  public static List<String> of(List<Desired> resources) {
    TreeSet<String> images = new TreeSet<>();
    resources.forEach(one -> collect(one.object().path("spec"), images));
    return List.copyOf(images);
  }

  /** Images whose tag can change under the same name: {@code latest}, or none at all. */
  public static List<String> mutable(List<String> images) {
    List<String> found = new ArrayList<>();
    for (String image : images) {
      int colon = image.lastIndexOf(':');
      boolean tagged = colon > image.lastIndexOf('/');
      boolean digest = image.contains("@");
      if (!digest && (!tagged || image.substring(colon + 1).equals("latest"))) {
        found.add(image);
      }
    }
    return found;
  }

  private static void collect(JsonNode spec, Set<String> images) {
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(list)) {
        if (container.path("image").isTextual()) {
          images.add(container.path("image").asText());
        }
      }
    }
    for (String inner : List.of("template", "jobTemplate")) {
      if (spec.path(inner).isObject()) {
        collect(spec.path(inner).path("spec"), images);
      }
    }
  }
}
