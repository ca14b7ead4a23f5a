package dev.sealer.sealing.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.Scope;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SealedSecrets as JSON trees, with fields in the order of kubeseal. */
public final class SealedSecretJson {

  /** The version of the kind. */
  public static final String API_VERSION = "bitnami.com/v1alpha1";

  /** The name of the kind. */
  public static final String KIND = "SealedSecret";

  private static final String ANNOTATIONS = "/metadata/annotations";

  private SealedSecretJson() {}

  /** Puts a SealedSecret together. */
  public static ObjectNode of(
      ObjectNode metadata,
      ObjectNode templateMetadata,
      String type,
      @Nullable Boolean immutable,
      Map<String, String> items) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("kind", KIND);
    object.put("apiVersion", API_VERSION);
    object.set("metadata", metadata);
    ObjectNode spec = object.putObject("spec");
    ObjectNode template = spec.putObject("template");
    template.set("metadata", templateMetadata);
    if (!type.isEmpty()) {
      template.put("type", type);
    }
    if (immutable != null) {
      template.put("immutable", immutable);
    }
    ObjectNode encrypted = spec.putObject("encryptedData");
    new TreeMap<>(items).forEach(encrypted::put);
    return object;
  }

  /** Returns whether an object is a SealedSecret, by its kind and version. */
  public static boolean is(JsonNode content) {
    return KIND.equals(content.path("kind").asText())
        && API_VERSION.equals(content.path("apiVersion").asText());
  }

  /**
   * Returns whether a file can contain a SealedSecret. A directory may be full of templates of
   * other tools, which are not YAML: a file that never names the kind need not be parsed.
   */
  public static boolean isMentionedIn(byte[] file) {
    return isMentionedIn(file, StandardCharsets.US_ASCII);
  }

  /** Returns whether a file of an encoding contains the name of the kind. */
  public static boolean isMentionedIn(byte[] file, Charset encoding) {
    byte[] word = KIND.getBytes(encoding);
    for (int at = 0; at <= file.length - word.length; at++) {
      if (startsAt(file, at, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] file, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (file[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the scope in a SealedSecret's annotations. A value that is not a string is ignored. */
  public static Scope scope(JsonNode sealed) {
    Map<String, String> annotations = new TreeMap<>();
    sealed
        .at(ANNOTATIONS)
        .properties()
        .forEach(entry -> annotations.put(entry.getKey(), entry.getValue().asText("")));
    return Scope.ofAnnotations(annotations);
  }

  /**
   * Returns a SealedSecret's own annotations.
   *
   * @throws InvalidManifestException as {@link #strings}
   */
  public static Map<String, String> annotations(JsonNode sealed) {
    return strings(sealed.at(ANNOTATIONS), "metadata.annotations");
  }

  /**
   * Returns the annotations that its template gives to the Secret.
   *
   * @throws InvalidManifestException as {@link #strings}
   */
  public static Map<String, String> templateAnnotations(JsonNode sealed) {
    return strings(
        sealed.at("/spec/template/metadata/annotations"), "spec.template.metadata.annotations");
  }

  /**
   * Reads a map of strings. Numbers, booleans and null become strings, as in kubeseal.
   *
   * @param where the path of the map, for errors
   * @throws InvalidManifestException if it is not a map, or contains a list or a map
   */
  public static Map<String, String> strings(JsonNode map, String where) {
    Map<String, String> strings = new TreeMap<>();
    if (map.isMissingNode() || map.isNull()) {
      return strings;
    }
    if (!map.isObject()) {
      throw new InvalidManifestException(where + " is not a map of keys and values");
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw new InvalidManifestException(where + "." + entry.getKey() + " is not a text");
      }
      strings.put(entry.getKey(), entry.getValue().isNull() ? "" : entry.getValue().asText());
    }
    return strings;
  }
}
