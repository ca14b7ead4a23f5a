package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.failure.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Deployments and Jobs, as far as the sync engine compares them: defaults, generations, and the
 * fields that may not change. Of the validation of pods only the required lists are simulated.
 */
final class WorkloadContent {

  private static final String METADATA = "metadata";
  private static final String LABELS = "labels";
  private static final String SPEC = "spec";
  private static final String TEMPLATE = "template";
  private static final String SELECTOR = "selector";
  private static final String MATCH_LABELS = "matchLabels";

  private WorkloadContent() {}

  private static ObjectNode podSpec(ObjectNode object) {
    return object.withObject("/spec/template/spec");
  }

  private static void containers(JsonNode object, List<FieldError> errors) {
    if (object.path(SPEC).path(TEMPLATE).path(SPEC).path("containers").isEmpty()) {
      errors.add(FieldError.required("spec.template.spec.containers"));
    }
  }

  private static void number(ObjectNode object, String field, int standard) {
    if (!object.has(field)) {
      object.put(field, standard);
    }
  }

  /** Deployments. */
  static final class Deployments implements BuiltInContent {

    private static final String ROLLING = "RollingUpdate";

    @Override
    public void fillIn(ObjectNode object) {
      ObjectNode spec = object.withObject("/" + SPEC);
      number(spec, "replicas", 1);
      number(spec, "revisionHistoryLimit", 10);
      number(spec, "progressDeadlineSeconds", 600);
      ObjectNode strategy = spec.withObject("/strategy");
      if (!strategy.has("type")) {
        strategy.put("type", ROLLING);
      }
      if (strategy.path("type").asText().equals(ROLLING)) {
        ObjectNode rolling = strategy.withObject("/rollingUpdate");
        for (String field : List.of("maxSurge", "maxUnavailable")) {
          if (!rolling.has(field)) {
            rolling.put(field, "25%");
          }
        }
      }
      PodDefaults.fillIn(podSpec(object));
    }

    @Override
    public boolean hasGeneration() {
      return true;
    }

    @Override
    public boolean isNewGeneration(JsonNode object, JsonNode old) {
      return !object.path(SPEC).equals(old.path(SPEC))
          || !object
              .path(METADATA)
              .path("annotations")
              .equals(old.path(METADATA).path("annotations"));
    }

    @Override
    public List<FieldError> check(JsonNode object) {
      List<FieldError> errors = new ArrayList<>();
      JsonNode selector = object.path(SPEC).path(SELECTOR);
      JsonNode labels = object.path(SPEC).path(TEMPLATE).path(METADATA).path(LABELS);
      if (selector.isMissingNode()) {
        errors.add(FieldError.required("spec.selector"));
      } else {
        for (Map.Entry<String, JsonNode> label : selector.path(MATCH_LABELS).properties()) {
          if (!label.getValue().equals(labels.path(label.getKey()))) {
            errors.add(
                FieldError.invalid(
                    "spec.template.metadata.labels",
                    labels,
                    "`selector` does not match template `labels`"));
            break;
          }
        }
      }
      containers(object, errors);
      return errors;
    }

    @Override
    public List<FieldError> checkChange(JsonNode object, JsonNode old) {
      JsonNode selector = object.path(SPEC).path(SELECTOR);
      return selector.equals(old.path(SPEC).path(SELECTOR))
          ? List.of()
          : List.of(FieldError.invalid("spec.selector", selector, "field is immutable"));
    }
  }

  /** Jobs. */
  static final class Jobs implements BuiltInContent {

    private static final String UID_LABEL = "batch.kubernetes.io/controller-uid";
    private static final String NAME_LABEL = "batch.kubernetes.io/job-name";

    @Override
    public void fillIn(ObjectNode object) {
      ObjectNode spec = object.withObject("/" + SPEC);
      if (!spec.has("completions") && !spec.has("parallelism")) {
        spec.put("completions", 1);
      }
      number(spec, "parallelism", 1);
      number(spec, "backoffLimit", 6);
      for (String flag : List.of("suspend", "manualSelector")) {
        if (!spec.has(flag)) {
          spec.put(flag, false);
        }
      }
      if (!spec.has("completionMode")) {
        spec.put("completionMode", "NonIndexed");
      }
      if (!spec.has("podReplacementPolicy")) {
        spec.put(
            "podReplacementPolicy",
            spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
      }
      JsonNode labels = spec.path(TEMPLATE).path(METADATA).path(LABELS);
      if (!labels.isEmpty() && !object.path(METADATA).has(LABELS)) {
        object.withObject("/" + METADATA).set(LABELS, labels.deepCopy());
      }
      PodDefaults.fillIn(podSpec(object));
    }

    @Override
    public boolean hasGeneration() {
      return true;
    }

    @Override
    public void beforeCreate(ObjectNode object) {
      if (object.path(SPEC).path("manualSelector").asBoolean()) {
        return;
      }
      String uid = object.path(METADATA).path("uid").asText();
      String name = object.path(METADATA).path("name").asText();
      ObjectNode labels = object.withObject("/spec/template/metadata/labels");
      labels.put(UID_LABEL, uid).put("controller-uid", uid);
      labels.put(NAME_LABEL, name).put("job-name", name);
      object.withObject("/spec/selector/matchLabels").put(UID_LABEL, uid);
    }

    @Override
    public boolean isNewGeneration(JsonNode object, JsonNode old) {
      return !object.path(SPEC).equals(old.path(SPEC));
    }

    @Override
    public List<FieldError> check(JsonNode object) {
      List<FieldError> errors = new ArrayList<>();
      String policy = object.path(SPEC).path(TEMPLATE).path(SPEC).path("restartPolicy").asText();
      if (policy.equals("Always")) {
        errors.add(
            FieldError.required(
                "spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""));
      }
      containers(object, errors);
      return errors;
    }

    @Override
    public List<FieldError> checkChange(JsonNode object, JsonNode old) {
      List<FieldError> errors = new ArrayList<>();
      for (String field : List.of("completions", SELECTOR, TEMPLATE, "completionMode")) {
        JsonNode now = object.path(SPEC).path(field);
        if (!now.equals(old.path(SPEC).path(field))) {
          errors.add(FieldError.invalid("spec." + field, now, "field is immutable"));
        }
      }
      return errors;
    }
  }
}
