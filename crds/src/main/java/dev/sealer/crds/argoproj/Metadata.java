package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import java.util.Map;

/** Labels and annotations for the namespace that a sync creates. */
@KubeModel
public record Metadata(Map<String, String> labels, Map<String, String> annotations) {
  public Metadata {
    labels = Copies.map(labels);
    annotations = Copies.map(annotations);
  }
}
