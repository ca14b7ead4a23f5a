package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a SealedSecret for everything that shows without a key. */
public final class ObjectChecks {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;
  private static final int LARGEST_SECRET = 1 << 20;
  private static final int OVERHEAD = 18;
  private static final Set<String> SPEC = Set.of("encryptedData", "template", "data");
  private static final Set<String> TEMPLATE = Set.of("metadata", "type", "immutable", "data");

  private final SealedDocument object;
  private final List<ValidationFinding> findings = new ArrayList<>();

  private ObjectChecks(SealedDocument object) {
    this.object = object;
  }

  /** Returns all that is found. */
  public static List<ValidationFinding> of(SealedDocument object) {
    ObjectChecks checks = new ObjectChecks(object);
    checks.names();
    checks.guarded(checks::scope);
    checks.fields(object.tree().path("spec"), "spec", SPEC);
    checks.guarded(checks::items);
    checks.template(object.tree().path("spec").path("template"));
    return List.copyOf(checks.findings);
  }

  private void error(String message) {
    findings.add(ValidationFinding.error(message));
  }

  private void warning(String message) {
    findings.add(ValidationFinding.warning(message));
  }

  private void guarded(Runnable check) {
    try {
      check.run();
    } catch (InvalidManifestException e) {
      error(String.valueOf(e.getMessage()));
    }
  }

  private void names() {
    String name = object.name();
    if (name.isEmpty()) {
      error("metadata.name is missing");
    } else if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      error(
          "metadata.name: invalid value \"%s\"; must be a lowercase RFC 1123 subdomain, such as my-db"
              .formatted(name));
    }
    String namespace = object.namespace();
    if (!namespace.isEmpty()
        && (namespace.length() > LONGEST_NAMESPACE || !NAMESPACE.matcher(namespace).matches())) {
      error(
          "metadata.namespace: invalid value \"%s\"; must be a lowercase RFC 1123 label, such as my-shop"
              .formatted(namespace));
    }
  }

  private void scope() {
    Map<String, String> annotations = object.annotations();
    for (String scope : List.of(Scope.NAMESPACE_WIDE_ANNOTATION, Scope.CLUSTER_WIDE_ANNOTATION)) {
      String value = annotations.getOrDefault(scope, "true");
      if (!value.equals("true") && !value.equals("false")) {
        error("metadata.annotations." + scope + " has no effect: only the value \"true\" counts");
      }
    }
    if (annotations
        .keySet()
        .containsAll(List.of(Scope.NAMESPACE_WIDE_ANNOTATION, Scope.CLUSTER_WIDE_ANNOTATION))) {
      warning("metadata.annotations has both scopes: cluster-wide counts when it is \"true\"");
    }
    if (object.namespace().isEmpty() && object.scope() != Scope.CLUSTER_WIDE) {
      error("metadata.namespace is missing, and the scope is " + object.scope().flag());
    }
    object.templateScopeProblem().ifPresent(this::error);
    Scope claimed = Scope.ofAnnotations(SealedSecretJson.templateAnnotations(object.tree()));
    if (claimed != Scope.STRICT && claimed.compareTo(object.scope()) < 0) {
      warning(
          "spec.template.metadata.annotations says %s, but metadata.annotations, which counts, says %s"
              .formatted(claimed.flag(), object.scope().flag()));
    }
  }

  private void fields(JsonNode given, String where, Set<String> known) {
    if (!given.isObject()) {
      if (!given.isMissingNode() && !given.isNull()) {
        error(where + " is not a map of fields");
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      if (!known.contains(field.getKey()) && !field.getKey().equals("stringData")) {
        warning(
            "%s.%s is not a field of a SealedSecret; the API server drops it"
                .formatted(where, field.getKey()));
      }
    }
  }

  private void items() {
    JsonNode items = object.tree().path("spec").path("encryptedData");
    List<SealedValue> values = object.values();
    if (object.isDeprecated() && !items.isEmpty()) {
      error("spec.data, the deprecated form, and spec.encryptedData exclude each other");
    } else if (values.isEmpty()) {
      error("spec.encryptedData is " + (items.isObject() ? "empty" : "missing"));
    }
    long size = 0;
    for (SealedValue value : values) {
      switch (SealedItem.parseBase64(value.text())) {
        case ParsedItem.Malformed(var reason, String detail) -> error(field(value) + ": " + detail);
        case ParsedItem.Parsed(SealedItem item) ->
            size += item.toBytes().length - item.blockLength() - OVERHEAD;
      }
      if (!isKey(value.key())) {
        error(field(value) + ": invalid data key; use letters, digits, -, _ and .");
      }
    }
    if (size > LARGEST_SECRET) {
      error("the values have %d bytes together, and a Secret holds 1 MiB".formatted(size));
    }
  }

  private String field(SealedValue value) {
    return object.isDeprecated() ? value.key() : "spec.encryptedData." + value.key();
  }

  private static boolean isKey(String key) {
    return key.length() <= LONGEST_NAME
        && KEY.matcher(key).matches()
        && !key.equals(".")
        && !key.startsWith("..");
  }

  private void template(JsonNode template) {
    fields(template, "spec.template", TEMPLATE);
    if (template.has("stringData")) {
      error("spec.template.stringData has no effect: use spec.template.data");
    }
    for (Map.Entry<String, JsonNode> entry : template.path("data").properties()) {
      if (entry.getValue().isContainerNode()) {
        error("spec.template.data." + entry.getKey() + " is not a text");
      } else if (!entry.getValue().isNull() && has("encryptedData", entry.getKey())) {
        warning(
            "spec.template.data.%s has no effect: the sealed value of that data key wins"
                .formatted(entry.getKey()));
      }
    }
    for (Map.Entry<String, JsonNode> annotation :
        template.path("metadata").path("annotations").properties()) {
      if (ObjectCopyAnnotations.isCopy(annotation.getKey())) {
        error(
            "spec.template.metadata.annotations: %s can hold the values in plain text; remove it and change values that were published"
                .formatted(annotation.getKey()));
      }
    }
    moved(template.path("metadata").path("name").asText(""), object.name(), "name");
    moved(template.path("metadata").path("namespace").asText(""), object.namespace(), "namespace");
  }

  private boolean has(String field, String key) {
    return object.tree().path("spec").path(field).has(key);
  }

  private void moved(String inTemplate, String own, String field) {
    if (!inTemplate.isEmpty() && !own.isEmpty() && !inTemplate.equals(own)) {
      warning(
          "spec.template.metadata.%s is %s, and metadata.%s, which counts, is %s: items that were sealed for the first do not open"
              .formatted(field, inTemplate, field, own));
    }
  }
}
