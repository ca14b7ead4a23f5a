package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.failure.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The small kinds: namespaces, events, leases and service accounts. */
final class CoreContent {

  private static final String METADATA = "metadata";
  private static final String SPEC = "spec";

  private CoreContent() {}

  /** Service accounts, and every other kind without rules of its own. */
  static final class Plain implements BuiltInContent {}

  /** Namespaces. */
  static final class Namespaces implements BuiltInContent {

    private static final String FINALIZERS = "finalizers";
    private static final String KUBERNETES = "kubernetes";
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    @Override
    public void fillIn(ObjectNode object) {
      label(object);
      if (object.get("status") instanceof ObjectNode status && !status.has("phase")) {
        status.put("phase", "Active");
      }
    }

    private static void label(ObjectNode object) {
      String name = object.path(METADATA).path("name").asText();
      if (!name.isEmpty()) {
        object.withObject("/metadata/labels").put(NAME_LABEL, name);
      }
    }

    @Override
    public void beforeCreate(ObjectNode object) {
      label(object);
      object.putObject("status").put("phase", "Active");
      ArrayNode finalizers = object.withObject("/" + SPEC).withArray("/" + FINALIZERS);
      boolean isThere = false;
      for (JsonNode finalizer : finalizers) {
        isThere |= finalizer.asText().equals(KUBERNETES);
      }
      if (!isThere) {
        finalizers.add(KUBERNETES);
      }
    }

    @Override
    public void beforeUpdate(ObjectNode object, JsonNode old) {
      object.set(SPEC, old.path(SPEC).deepCopy());
    }

    @Override
    public List<String> checkName(String name) {
      return NameRules.label(name);
    }
  }

  /** Events, which expire and are never waited for. */
  static final class Events implements BuiltInContent {

    @Override
    public void fillIn(ObjectNode object) {
      for (String time : List.of("eventTime", "firstTimestamp", "lastTimestamp")) {
        if (!object.has(time)) {
          object.set(time, NullNode.getInstance());
        }
      }
    }

    @Override
    public List<FieldError> check(JsonNode object) {
      String namespace = object.path(METADATA).path("namespace").asText();
      String involved = object.path("involvedObject").path("namespace").asText();
      boolean fits = involved.isEmpty() ? namespace.equals("default") : involved.equals(namespace);
      return fits
          ? List.of()
          : List.of(
              FieldError.invalid(
                  "involvedObject.namespace", involved, "does not match event.namespace"));
    }

    @Override
    public boolean isCollected() {
      return false;
    }

    @Override
    public boolean checksMetadata() {
      return false;
    }
  }

  /** Leases. */
  static final class Leases implements BuiltInContent {

    @Override
    public boolean checksMetadataTwice() {
      return false;
    }

    @Override
    public List<FieldError> check(JsonNode object) {
      List<FieldError> errors = new ArrayList<>();
      JsonNode duration = object.path(SPEC).path("leaseDurationSeconds");
      if (duration.isNumber() && duration.asLong() <= 0) {
        errors.add(
            FieldError.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0"));
      }
      JsonNode transitions = object.path(SPEC).path("leaseTransitions");
      if (transitions.isNumber() && transitions.asLong() < 0) {
        errors.add(
            FieldError.invalid(
                "spec.leaseTransitions", transitions, "must be greater than or equal to 0"));
      }
      return errors;
    }
  }
}
