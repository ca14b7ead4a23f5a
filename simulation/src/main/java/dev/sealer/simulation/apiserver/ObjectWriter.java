package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.failure.FieldError;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.KindRules;
import dev.sealer.simulation.kind.ServedKind;
import dev.sealer.simulation.kind.Timestamps;
import dev.sealer.simulation.kind.UnreadableObjectException;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes an object that a request leads to through admission and validation into the store. Behavior
 * that a contract test changes on purpose is in overridable methods.
 */
class ObjectWriter {

  private static final String METADATA = "metadata";
  private static final String RESOURCE_VERSION = "resourceVersion";
  private static final String FINALIZERS = "finalizers";
  private static final String DELETION = "deletionTimestamp";
  private static final String GRACE = "deletionGracePeriodSeconds";
  private static final String CREATION = "creationTimestamp";
  private static final String UID = "uid";

  private final ObjectStore store;
  private final Time time;
  private final RandomGenerator uids;
  private final WriteJournal journal;
  private AdmissionHook admission = _ -> new Verdict.Allowed();

  ObjectWriter(ObjectStore store, Time time, RandomGenerator uids, WriteJournal journal) {
    this.store = store;
    this.time = time;
    this.uids = uids;
    this.journal = journal;
  }

  void admitWith(AdmissionHook hook) {
    admission = hook;
  }

  /** Returns the time as it is written into objects. */
  String now() {
    return Timestamps.seconds(time.instant());
  }

  /** Creates an object; returns it as it is stored, or would be. */
  ObjectNode create(WriteCall call, ObjectNode object) {
    ServedKind kind = call.kind();
    ResourceType type = kind.type();
    String name = call.key().name();
    inLivingNamespace(type, call.key());
    ObjectNode admitted = admit(call, Operation.CREATE, null, object);
    ObjectNode metadata = admitted.withObject("/" + METADATA);
    metadata.put(CREATION, now()).put(UID, new UUID(uids.nextLong(), uids.nextLong()).toString());
    metadata.remove(List.of(DELETION, GRACE, "selfLink"));
    kind.rules().beforeCreate(admitted);
    refuse(type, name, kind.rules().checkNew(admitted));
    ObjectNode taken = store.get(kind, call.key());
    if (taken != null) {
      throw Failures.alreadyExists(type, name, isEnding(taken));
    }
    if (!call.dryRun()) {
      journal.stored(call, store.put(kind, call.key(), admitted));
    }
    return admitted;
  }

  /**
   * Replaces an object.
   *
   * @param old as stored
   * @param object what a patch leads to
   * @return the object as it is stored, or would be; {@code old} itself if nothing changed
   */
  ObjectNode replace(WriteCall call, ObjectNode old, ObjectNode object) {
    ServedKind kind = call.kind();
    ResourceType type = kind.type();
    String name = call.key().name();
    ObjectNode admitted = admit(call, Operation.UPDATE, old, object);
    checkVersion(call, old, admitted);
    keepSystemFields(admitted, old);
    kind.rules().beforeUpdate(admitted, old, call.status());
    refuse(type, name, kind.rules().checkChange(admitted, old, call.status()));
    ignoreTimes(admitted, old);
    boolean isLast =
        isEnding(old) && admitted.path(METADATA).path(FINALIZERS).isEmpty() && !isWaiting(admitted);
    if (isLast) {
      if (!call.dryRun()) {
        journal.stored(call, store.delete(kind, call.key()));
      }
      return admitted;
    }
    if (admitted.equals(old)) {
      return old;
    }
    if (!call.dryRun()) {
      journal.stored(call, store.put(kind, call.key(), admitted));
    }
    return admitted;
  }

  /** Returns whether a namespace still has content to be removed. */
  private static boolean isWaiting(JsonNode object) {
    return object.path("kind").asText().equals("Namespace")
        && !object.path("spec").path(FINALIZERS).isEmpty();
  }

  /** Refuses a write that was planned against another version. */
  void checkVersion(WriteCall call, JsonNode old, ObjectNode object) {
    ObjectNode metadata = object.withObject("/" + METADATA);
    JsonNode stored = old.path(METADATA).path(RESOURCE_VERSION);
    String expected = metadata.path(RESOURCE_VERSION).asText();
    if (expected.isEmpty()) {
      metadata.set(RESOURCE_VERSION, stored);
    } else if (!expected.equals(stored.asText())) {
      throw Failures.modified(call.kind().type(), call.key().name());
    }
  }

  private static void keepSystemFields(ObjectNode object, JsonNode old) {
    ObjectNode metadata = object.withObject("/" + METADATA);
    JsonNode before = old.path(METADATA);
    if (metadata.path(UID).asText().isEmpty()) {
      metadata.set(UID, before.path(UID));
    }
    for (String field : List.of(CREATION, DELETION, GRACE, "generation")) {
      if (before.has(field)) {
        metadata.set(field, before.path(field));
      } else {
        metadata.remove(field);
      }
    }
  }

  /** A new time in {@code managedFields} alone is not a change. */
  private static void ignoreTimes(ObjectNode object, ObjectNode old) {
    if (withoutTimes(object).equals(withoutTimes(old))) {
      object.removeAll();
      object.setAll(old.deepCopy());
    }
  }

  private static JsonNode withoutTimes(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    for (JsonNode entry : copy.path(METADATA).path("managedFields")) {
      ((ObjectNode) entry).remove("time");
    }
    return copy;
  }

  /**
   * Deletes an object, or begins to.
   *
   * @param finalizers those that the object has from now on
   * @return the object if it is still there; null if it was deleted, or would be
   */
  @Nullable ObjectNode delete(WriteCall call, ObjectNode old, List<String> finalizers) {
    admit(call, Operation.DELETE, old, null);
    if (finalizers.isEmpty()) {
      if (!call.dryRun()) {
        journal.stored(call, store.delete(call.kind(), call.key()));
      }
      return null;
    }
    return markEnding(call, old, finalizers);
  }

  /** Sets the deletion time of an object that stays until its finalizers are removed. */
  ObjectNode markEnding(WriteCall call, ObjectNode old, List<String> finalizers) {
    ObjectNode ending = old.deepCopy();
    ObjectNode metadata = ending.withObject("/" + METADATA);
    metadata.remove(FINALIZERS);
    if (!finalizers.isEmpty()) {
      finalizers.forEach(metadata.putArray(FINALIZERS)::add);
    }
    if (!isEnding(old)) {
      metadata.put(DELETION, now());
      int generation = metadata.path("generation").asInt();
      if (generation > 0) {
        metadata.put("generation", generation + 1);
      }
    }
    boolean isNamespace = call.kind().type().equals(ResourceType.NAMESPACE);
    if (isNamespace) {
      ending.withObject("/status").put("phase", "Terminating");
    } else {
      metadata.put(GRACE, 0);
    }
    if (ending.equals(old) || call.dryRun()) {
      return ending;
    }
    journal.stored(call, store.put(call.kind(), call.key(), ending));
    return ending;
  }

  /** Says that an ending namespace has no content left: it goes, or waits for its finalizers. */
  void finalizeNamespace(WriteCall call, ObjectNode old) {
    if (old.path(METADATA).path(FINALIZERS).isEmpty()) {
      journal.stored(call, store.delete(call.kind(), call.key()));
      return;
    }
    ObjectNode emptied = old.deepCopy();
    emptied.withObject("/spec").remove(FINALIZERS);
    journal.stored(call, store.put(call.kind(), call.key(), emptied));
  }

  static boolean isEnding(JsonNode object) {
    return object.path(METADATA).has(DELETION);
  }

  private void inLivingNamespace(ResourceType type, ObjectKey key) {
    if (!type.namespaced()) {
      return;
    }
    ServedKind namespaces =
        KindCatalog.standard()
            .find(ResourceType.NAMESPACE.apiVersion(), ResourceType.NAMESPACE.kind())
            .orElseThrow();
    ObjectNode namespace = store.get(namespaces, ObjectKey.clusterScoped(key.namespace()));
    if (namespace == null) {
      throw Failures.notFound(ResourceType.NAMESPACE, key.namespace());
    }
    if (namespace.path("status").path("phase").asText().equals("Terminating")) {
      throw Failures.namespaceEnding(type, key.name(), key.namespace());
    }
  }

  private ObjectNode admit(
      WriteCall call,
      Operation operation,
      @Nullable ObjectNode before,
      @Nullable ObjectNode object) {
    Review review =
        new Review(
            operation,
            call.kind().type(),
            call.key(),
            call.status(),
            before,
            object,
            call.dryRun());
    ObjectNode result = object == null ? call.kind().rules().blank() : object;
    return switch (admission.review(review)) {
      case Verdict.Allowed() -> result;
      case Verdict.Changed(ObjectNode other) -> reread(call.kind().rules(), other);
      case Verdict.Refused(String message) -> throw Failures.admissionDenied(message);
      case Verdict.Down() ->
          throw Failures.internal(
              "failed calling webhook \"simulated.sealer.dev\": the webhook does not answer");
      case Verdict.NoDryRun() -> {
        if (call.dryRun()) {
          throw Failures.badRequest(
              "admission webhook \"simulated.sealer.dev\" does not support dry run");
        }
        yield result;
      }
    };
  }

  private static ObjectNode reread(KindRules rules, ObjectNode object) {
    try {
      return rules.read(object);
    } catch (UnreadableObjectException e) {
      throw Failures.internal("the webhook returned an object that cannot be read");
    }
  }

  private static void refuse(ResourceType type, String name, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Failures.invalid(type, name, errors);
    }
  }
}
