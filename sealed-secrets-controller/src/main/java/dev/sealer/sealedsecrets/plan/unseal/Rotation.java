package dev.sealer.sealedsecrets.plan.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.model.SealedSecretContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Re-encrypts the values of a SealedSecret with the current key. Everything that a user wrote
 * stays: labels, annotations, the template with its metadata and data. Fields that the API server
 * adds are removed. Values that are sealed with the current key keep their ciphertext, so that Git
 * sees no change.
 */
public final class Rotation {

  private static final List<String> SERVER_FIELDS =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "ownerReferences",
          "selfLink");

  private static final String ANNOTATIONS = "annotations";
  private static final String METADATA = "metadata";
  private static final String SPEC = "spec";

  private Rotation() {}

  /**
   * Returns why {@code object} must not be re-encrypted: its template claims a wider scope than the
   * object itself, which once made values of one object readable by all (CVE-2026-22728).
   */
  public static Optional<String> refusal(SealedObject object) {
    SealedSecretContent content = object.content();
    return content
        .widerTemplateClaim()
        .map(claimed ->
            "the template's annotations say %s, the object's own say %s: make them agree"
                .formatted(claimed.flag(), content.id().scope().flag()));
  }

  /**
   * Returns the SealedSecret with re-encrypted values.
   *
   * @param tree the object as it was sent
   * @param object the parsed object
   * @param unsealed its values
   * @param sealer of the current key
   */
  public static ObjectNode reseal(
      ObjectNode tree, SealedObject object, UnsealedValues unsealed, Sealer sealer) {
    ObjectNode result = tree.deepCopy();
    result.remove("status");
    if (result.get(METADATA) instanceof ObjectNode metadata) {
      metadata.remove(SERVER_FIELDS);
      dropCopies(metadata);
    }
    if (result.get(SPEC) instanceof ObjectNode spec) {
      dropCopies(spec.path("template").path(METADATA));
      if (object.spec().data() != null) {
        spec.remove("data");
        spec.set("template", template(spec.path("template"), unsealed.template()));
      }
      spec.set("encryptedData", items(spec, object, unsealed, sealer));
    }
    return result;
  }

  private static void dropCopies(JsonNode metadata) {
    if (metadata.get(ANNOTATIONS) instanceof ObjectNode annotations) {
      List<String> names = new ArrayList<>();
      annotations.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !ObjectCopyAnnotations.isCopy(name));
      annotations.remove(names);
    }
  }

  private static ObjectNode items(
      ObjectNode spec, SealedObject object, UnsealedValues unsealed, Sealer sealer) {
    ObjectNode items = spec.objectNode();
    SealedSecretContent content = object.content();
    unsealed
        .values()
        .forEach((key, value) -> {
          String before = content.sealedValues().get(key);
          boolean current =
              before != null && unsealed.isSealedWith(key, sealer.certificate().fingerprint());
          items.put(
              key, current ? before : sealer.seal(value, content.id().labelToTry()).toBase64());
        });
    return items;
  }

  /** The deprecated form had all but the name inside the sealed value. */
  private static ObjectNode template(JsonNode given, SecretTemplate blueprint) {
    ObjectNode template =
        given instanceof ObjectNode node ? node : JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = template.withObject("/" + METADATA);
    blueprint.labels().forEach(metadata.withObject("/labels")::put);
    blueprint.annotations().forEach(metadata.withObject("/" + ANNOTATIONS)::put);
    if (blueprint.type() != null) {
      template.put("type", blueprint.type());
    }
    return template;
  }
}
