package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Validates {@code metadata}, the same for all kinds. */
final class MetadataRules {

  private static final String METADATA = "metadata";
  private static final String LABELS = "metadata.labels";
  private static final String ANNOTATIONS = "metadata.annotations";
  private static final String FINALIZERS = "metadata.finalizers";
  private static final String OWNERS = "metadata.ownerReferences";
  private static final int MAX_ANNOTATIONS = 256 * 1024;

  private MetadataRules() {}

  /** Checks the metadata of an object, with the form that the names of its kind have. */
  static List<FieldError> check(JsonNode object, Function<String, List<String>> nameForm) {
    JsonNode metadata = object.path(METADATA);
    List<FieldError> errors = new ArrayList<>();
    String name = metadata.path("name").asText();
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      nameForm
          .apply(name)
          .forEach(wrong -> errors.add(FieldError.invalid("metadata.name", name, wrong)));
    }
    labels(metadata, errors);
    annotations(metadata, errors);
    owners(metadata, errors);
    for (JsonNode finalizer : metadata.path("finalizers")) {
      NameRules.qualified(finalizer.asText())
          .forEach(wrong -> errors.add(FieldError.invalid(FINALIZERS, finalizer.asText(), wrong)));
    }
    return errors;
  }

  private static void labels(JsonNode metadata, List<FieldError> errors) {
    for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
      NameRules.qualified(label.getKey())
          .forEach(wrong -> errors.add(FieldError.invalid(LABELS, label.getKey(), wrong)));
      String value = label.getValue().asText();
      NameRules.labelValue(value)
          .forEach(wrong -> errors.add(FieldError.invalid(LABELS, value, wrong)));
    }
  }

  private static void annotations(JsonNode metadata, List<FieldError> errors) {
    int size = 0;
    for (Map.Entry<String, JsonNode> annotation : metadata.path("annotations").properties()) {
      NameRules.annotation(annotation.getKey())
          .forEach(
              wrong -> errors.add(FieldError.invalid(ANNOTATIONS, annotation.getKey(), wrong)));
      size += annotation.getKey().length() + annotation.getValue().asText().length();
    }
    if (size > MAX_ANNOTATIONS) {
      errors.add(FieldError.tooLong(ANNOTATIONS, MAX_ANNOTATIONS));
    }
  }

  private static void owners(JsonNode metadata, List<FieldError> errors) {
    String controller = "";
    for (JsonNode owner : metadata.path("ownerReferences")) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (owner.path(field).asText().isEmpty()) {
          String detail =
              field.equals("apiVersion") ? "version must not be empty" : "must not be empty";
          errors.add(FieldError.invalid(OWNERS + "." + field, "", detail));
        }
      }
      if (owner.path("controller").asBoolean()) {
        String name = owner.path("kind").asText() + "/" + owner.path("name").asText();
        if (!controller.isEmpty()) {
          errors.add(
              FieldError.invalid(
                  OWNERS,
                  inOrder(metadata.path("ownerReferences")),
                  "Only one reference can have Controller set to true. Found \"true\" in"
                      + " references for "
                      + controller
                      + " and "
                      + name));
        }
        controller = controller.isEmpty() ? name : controller;
      }
    }
  }

  /** Writes references as the API server quotes them. */
  private static ArrayNode inOrder(JsonNode owners) {
    ArrayNode ordered = Json.object().arrayNode();
    for (JsonNode owner : owners) {
      ObjectNode copy = ordered.addObject();
      for (String field :
          List.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion")) {
        if (owner.has(field)) {
          copy.set(field, owner.path(field));
        }
      }
    }
    return ordered;
  }

  /** Checks what may not change in the metadata of an object. */
  static List<FieldError> checkChange(JsonNode object, JsonNode old) {
    JsonNode now = object.path(METADATA);
    JsonNode before = old.path(METADATA);
    List<FieldError> errors = new ArrayList<>();
    if (before.has("deletionTimestamp")) {
      TreeSet<String> more = new TreeSet<>();
      now.path("finalizers").forEach(f -> more.add(f.asText()));
      before.path("finalizers").forEach(f -> more.remove(f.asText()));
      if (!more.isEmpty()) {
        String list =
            more.stream().map(FieldError::quote).collect(Collectors.joining(", ", "{", "}"));
        errors.add(
            FieldError.forbidden(
                FINALIZERS,
                "no new finalizers can be added if the object is being deleted, found new"
                    + " finalizers []string"
                    + list));
      }
    }
    for (String field : List.of("name", "namespace", "uid", "creationTimestamp")) {
      if (!now.path(field).equals(before.path(field))) {
        errors.add(FieldError.invalid("metadata." + field, now.path(field), "field is immutable"));
      }
    }
    labels(now, errors);
    annotations(now, errors);
    owners(now, errors);
    return errors;
  }
}
