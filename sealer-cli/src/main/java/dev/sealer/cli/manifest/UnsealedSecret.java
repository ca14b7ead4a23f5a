package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.read.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Secret as a manifest gives it. As in kubeseal, neither kind nor version is looked at, and what
 * is not part of a Secret is passed over.
 */
public final class UnsealedSecret implements AutoCloseable {
  private final JsonNode metadata;
  private final String type;
  private final @Nullable Boolean immutable;
  private final SortedMap<String, SecretBytes> values;
  private final Map<String, String> annotations;
  private final List<String> droppedAnnotations = new ArrayList<>();

  private UnsealedSecret(JsonNode content, SortedMap<String, SecretBytes> values) {
    this.metadata = content.path("metadata");
    this.type = content.path("type").asText("");
    this.immutable =
        content.path("immutable").isBoolean() ? content.path("immutable").booleanValue() : null;
    this.values = values;
    this.annotations =
        SealedSecretJson.strings(metadata.path("annotations"), "metadata.annotations");
    ObjectCopyAnnotations.removeFrom(annotations.keySet());
    RepeatedValues repeated = new RepeatedValues(values.values());
    annotations.forEach((name, text) -> {
      if (repeated.isIn(text)) {
        droppedAnnotations.add(name);
      }
    });
    annotations.keySet().removeAll(droppedAnnotations);
  }

  /**
   * Reads a Secret.
   *
   * @throws InvalidManifestException when a part of it is not what a Secret has there
   */
  public static UnsealedSecret of(JsonNode content) {
    SortedMap<String, SecretBytes> values = new TreeMap<>();
    try {
      SealedSecretJson.strings(content.path("data"), "data")
          .forEach((key, text) -> values.put(key, decoded(key, text)));
      SealedSecretJson.strings(content.path("stringData"), "stringData")
          .forEach((key, text) -> values.put(key, SecretBytes.ofUtf8(text)));
      if (!content.path("metadata").isObject() && !content.path("metadata").isMissingNode()) {
        throw new InvalidManifestException("metadata is not a map of keys and values");
      }
      return new UnsealedSecret(content, values);
    } catch (InvalidManifestException e) {
      values.values().forEach(SecretBytes::close);
      throw e;
    }
  }

  private static SecretBytes decoded(String key, String text) {
    try {
      return SecretBytes.takeOver(GoBase64.decode(text));
    } catch (CorruptInputException e) {
      throw new InvalidManifestException(
          "error unmarshaling JSON: while decoding JSON: "
              + e.getMessage()
              + " (data."
              + key
              + "; plain text belongs under stringData)");
    }
  }

  /** Returns the name; empty when there is none. */
  public String name() {
    return metadata.path("name").asText("");
  }

  /** Returns the namespace; empty when there is none. */
  public String namespace() {
    return metadata.path("namespace").asText("");
  }

  /**
   * Returns the annotations that may be published. Those that hold a copy of the Secret, or repeat
   * one of its values, are left out: a sealed file that carried them would seal nothing.
   */
  public Map<String, String> annotations() {
    return Collections.unmodifiableMap(annotations);
  }

  /**
   * Returns the names of annotations that were left out for what they hold, and not for a name that
   * tells of a copy: the user should be told about these.
   */
  public List<String> droppedAnnotations() {
    return Collections.unmodifiableList(droppedAnnotations);
  }

  /** Returns the metadata as given, except for its annotations. */
  public JsonNode metadata() {
    if (!(metadata instanceof ObjectNode given)) {
      return JsonNodeFactory.instance.objectNode();
    }
    ObjectNode cleaned = given.deepCopy();
    cleaned.remove("annotations");
    return cleaned;
  }

  /** Returns the namespace of a document before it is read as a Secret; empty if it has none. */
  public static String namespaceOf(Document document) {
    return document.content().path("metadata").path("namespace").asText("");
  }

  /** Returns the type; empty when there is none. */
  public String type() {
    return type;
  }

  /** Returns whether it is closed to change; null when it does not say. */
  public @Nullable Boolean immutable() {
    return immutable;
  }

  /** Returns the values by key, those of {@code stringData} before those of {@code data}. */
  public SortedMap<String, SecretBytes> values() {
    return Collections.unmodifiableSortedMap(values);
  }

  /** Wipes the values. */
  @Override
  public void close() {
    values.values().forEach(SecretBytes::close);
  }
}
