package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret to make, except for its data.
 *
 * @param type null for the API's default
 * @param immutable null for the API's default
 */
public record Blueprint(
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    @Nullable String type,
    @Nullable Boolean immutable) {

  private static final Blueprint PLAIN = new Blueprint(Map.of(), Map.of(), List.of(), null, null);

  /** Copies the collections. */
  public Blueprint {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    finalizers = List.copyOf(finalizers);
  }

  /** From {@code spec.template}; an empty type counts as none. */
  public static Blueprint of(SealedSecretSpec.@Nullable Template template) {
    if (template == null) {
      return PLAIN;
    }
    SealedSecretSpec.Metadata metadata = template.metadata();
    String type = template.type();
    String given = type == null || type.isEmpty() ? null : type;
    return metadata == null
        ? new Blueprint(Map.of(), Map.of(), List.of(), given, template.immutable())
        : new Blueprint(
            withoutNulls(metadata.labels()),
            withoutNulls(metadata.annotations()),
            metadata.finalizers().stream().filter(Objects::nonNull).toList(),
            given,
            template.immutable());
  }

  /** What the API server would never take, a map from elsewhere may hold: null for a text. */
  public static Map<String, String> withoutNulls(Map<String, String> map) {
    Map<String, String> texts = new TreeMap<>();
    map.forEach((key, value) -> {
      if (value != null) {
        texts.put(key, value);
      }
    });
    return texts;
  }
}
