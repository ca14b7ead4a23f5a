package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret that a SealedSecret declares, except for its data.
 *
 * @param type null for the default of the API
 * @param immutable null for the default of the API
 */
public record SecretTemplate(
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    @Nullable String type,
    @Nullable Boolean immutable) {

  private static final SecretTemplate PLAIN =
      new SecretTemplate(Map.of(), Map.of(), List.of(), null, null);

  /** Copies the collections. */
  public SecretTemplate {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    finalizers = List.copyOf(finalizers);
  }

  /** Reads {@code spec.template}; an empty type counts as none. */
  public static SecretTemplate of(SealedSecretSpec.@Nullable Template template) {
    if (template == null) {
      return PLAIN;
    }
    SealedSecretSpec.Metadata metadata = template.metadata();
    String type = template.type();
    String given = type == null || type.isEmpty() ? null : type;
    return metadata == null
        ? new SecretTemplate(Map.of(), Map.of(), List.of(), given, template.immutable())
        : new SecretTemplate(
            withoutNulls(metadata.labels()),
            withoutNulls(metadata.annotations()),
            metadata.finalizers().stream().filter(Objects::nonNull).toList(),
            given,
            template.immutable());
  }

  /** Returns a map without null values, which an object that was not read from the API may have. */
  public static Map<String, String> withoutNulls(Map<String, String> map) {
    Map<String, String> strings = new TreeMap<>();
    map.forEach((key, value) -> {
      if (value != null) {
        strings.put(key, value);
      }
    });
    return strings;
  }
}
