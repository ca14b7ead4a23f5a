package dev.sealer.sealing.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.Scope;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sealed values of a SealedSecret, the identity that they are bound to, and what the template
 * adds to them. It is the same for a file and for an object of the API.
 *
 * @param sealedValues {@code spec.encryptedData}: base64 by data key, not checked
 * @param sealedObject {@code spec.data}, the deprecated form: a whole Secret, sealed as one value
 * @param templateAnnotations annotations that the template gives to the Secret
 * @param templateData templates by data key; null leaves the value of the data key out
 */
public record SealedSecretContent(
    SealedSecretId id,
    Map<String, String> sealedValues,
    Optional<String> sealedObject,
    Map<String, String> templateAnnotations,
    Map<String, @Nullable String> templateData) {

  /** The name of the deprecated form in reports, where others have a data key. */
  public static final String SEALED_OBJECT = "spec.data";

  /** Copies the maps, sorted by data key. */
  public SealedSecretContent {
    sealedValues = Collections.unmodifiableMap(new TreeMap<>(sealedValues));
    templateAnnotations = Map.copyOf(templateAnnotations);
    templateData = Collections.unmodifiableMap(new TreeMap<>(templateData));
  }

  /**
   * Reads a SealedSecret. A sealed value that is not a string is read as one that is malformed.
   *
   * @param namespace of an object that names none; empty if it is not known
   * @throws InvalidManifestException if annotations or template data are not maps of strings
   */
  public static SealedSecretContent read(JsonNode sealed, String namespace) {
    JsonNode spec = sealed.path("spec");
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> item : spec.path("encryptedData").properties()) {
      values.put(item.getKey(), item.getValue().asText(""));
    }
    JsonNode whole = spec.path("data");
    return new SealedSecretContent(
        SealedSecretId.read(sealed, namespace),
        values,
        whole.isMissingNode() || whole.isNull() ? Optional.empty() : Optional.of(whole.asText("")),
        SealedSecretJson.templateAnnotations(sealed),
        templateData(spec.path("template").path("data")));
  }

  private static Map<String, @Nullable String> templateData(JsonNode given) {
    Map<String, @Nullable String> templates =
        new TreeMap<>(SealedSecretJson.strings(given, "spec.template.data"));
    given.properties().stream()
        .filter(entry -> entry.getValue().isNull())
        .forEach(entry -> templates.put(entry.getKey(), null));
    return templates;
  }

  /** Returns every ciphertext, by its data key or {@link #SEALED_OBJECT}. */
  public Map<String, String> ciphertexts() {
    Map<String, String> all = new TreeMap<>(sealedValues);
    sealedObject
        .filter(whole -> !whole.isEmpty())
        .ifPresent(whole -> all.put(SEALED_OBJECT, whole));
    return all;
  }

  /**
   * Returns the scope that the template claims, if it is wider than the object's own. Such an
   * object must not be re-encrypted ({@link Scope#widerClaimIn}).
   */
  public Optional<Scope> widerTemplateClaim() {
    return id.scope().widerClaimIn(templateAnnotations);
  }
}
