package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The garbage collector, the namespace controller and the expiry of Events, one step at a time and
 * only when told.
 */
final class Collector {

  private static final Duration EVENTS_LAST = Duration.ofHours(1);
  private static final String MANAGER = "kube-controller-manager";
  private static final String METADATA = "metadata";
  private static final String OWNERS = "ownerReferences";
  private static final String FINALIZERS = "finalizers";
  private static final String UID = "uid";

  /** An object with its kind. */
  private record Item(ServedKind kind, ObjectKey key, ObjectNode stored) {

    String uid() {
      return stored.path(METADATA).path(UID).asText();
    }

    boolean isEnding() {
      return ObjectWriter.isEnding(stored);
    }

    boolean hasFinalizer(String name) {
      for (JsonNode finalizer : stored.path(METADATA).path(FINALIZERS)) {
        if (finalizer.asText().equals(name)) {
          return true;
        }
      }
      return false;
    }

    boolean waitsForDependents() {
      return isEnding() && hasFinalizer(DeleteRequests.FOREGROUND);
    }

    JsonNode owners() {
      return stored.path(METADATA).path(OWNERS);
    }

    WriteCall call() {
      return new WriteCall(kind, key, false, MANAGER, false);
    }
  }

  /** All objects, and the same by their UID. */
  private record Population(List<Item> items, Map<String, Item> byUid) {

    @Nullable Item owner(JsonNode reference, Item dependent) {
      Item owner = byUid.get(reference.path(UID).asText());
      boolean isReachable =
          owner != null
              && (owner.key().namespace().isEmpty()
                  || owner.key().namespace().equals(dependent.key().namespace()));
      return isReachable ? owner : null;
    }
  }

  private final ObjectStore store;
  private final ObjectWriter writer;
  private final ApplyRequests applies;
  private final Time time;

  Collector(ObjectStore store, ObjectWriter writer, ApplyRequests applies, Time time) {
    this.store = store;
    this.writer = writer;
    this.applies = applies;
    this.time = time;
  }

  /** Does the first thing that is to be done; returns false if there is nothing. */
  boolean step() {
    Population all = all();
    for (Item item : all.items()) {
      try {
        if (expire(item)
            || endNamespace(item, all.items())
            || collect(item, all)
            || release(item, all.items())) {
          return true;
        }
      } catch (ApiFailure refused) {
        // A webhook refuses it: the others do not wait for that.
      }
    }
    return false;
  }

  private Population all() {
    List<Item> items = new ArrayList<>();
    Map<String, Item> byUid = new HashMap<>();
    for (ServedKind kind : KindCatalog.standard().all()) {
      if (kind.storageVersion().equals(kind.type().apiVersion())) {
        store.list(kind, "").forEach(e -> items.add(new Item(kind, e.key(), e.object())));
      }
    }
    items.forEach(item -> byUid.put(item.uid(), item));
    return new Population(items, byUid);
  }

  private boolean expire(Item item) {
    if (!item.kind().type().kind().equals("Event")) {
      return false;
    }
    Instant made = Instant.parse(item.stored().path(METADATA).path("creationTimestamp").asText());
    if (time.instant().isBefore(made.plus(EVENTS_LAST))) {
      return false;
    }
    return delete(item, List.of());
  }

  private boolean endNamespace(Item namespace, List<Item> all) {
    boolean isEnding =
        namespace.kind().type().equals(ResourceType.NAMESPACE) && namespace.isEnding();
    if (!isEnding || namespace.stored().path("spec").path(FINALIZERS).isEmpty()) {
      return false;
    }
    Predicate<Item> isInside = item -> item.key().namespace().equals(namespace.key().name());
    for (Item item : all) {
      if (isInside.test(item) && !item.isEnding() && isDeleted(item)) {
        return true;
      }
    }
    if (all.stream().anyMatch(isInside)) {
      return false;
    }
    writer.finalizeNamespace(namespace.call(), namespace.stored());
    return true;
  }

  private boolean isDeleted(Item item) {
    try {
      return delete(item, finalizers(item));
    } catch (ApiFailure refused) {
      // The rest of the namespace does not wait for what a webhook keeps.
      return false;
    }
  }

  /** Deletes an object whose owners are all gone or wait for it to go. */
  private boolean collect(Item item, Population all) {
    if (item.owners().isEmpty() || item.isEnding()) {
      return false;
    }
    List<String> left = new ArrayList<>();
    boolean isHeld = false;
    boolean isWaitedFor = false;
    for (JsonNode reference : item.owners()) {
      Item owner = all.owner(reference, item);
      boolean waits = owner != null && owner.waitsForDependents();
      isWaitedFor |= waits;
      if (owner == null || waits) {
        left.add(reference.path(UID).asText());
      } else {
        isHeld = true;
      }
    }
    if (isHeld) {
      return !left.isEmpty() && change(item, object -> left.forEach(u -> removeOwner(object, u)));
    }
    return deleteOrphan(item, isWaitedFor, all.items());
  }

  private boolean deleteOrphan(Item item, boolean isWaitedFor, List<Item> all) {
    boolean hasDependents = all.stream().anyMatch(other -> refersTo(other, item.uid()));
    List<String> finalizers = finalizers(item);
    if (isWaitedFor && hasDependents) {
      finalizers.add(DeleteRequests.FOREGROUND);
    }
    return delete(item, finalizers);
  }

  /** Lets go of an owner that was deleted with Foreground or Orphan. */
  private boolean release(Item owner, List<Item> all) {
    if (!owner.isEnding()) {
      return false;
    }
    if (owner.hasFinalizer(DeleteRequests.ORPHAN)) {
      for (Item item : all) {
        if (refersTo(item, owner.uid())) {
          return change(item, object -> removeOwner(object, owner.uid()));
        }
      }
      return change(owner, object -> removeFinalizer(object, DeleteRequests.ORPHAN));
    }
    boolean isBlocked = all.stream().anyMatch(item -> blocks(item, owner.uid()));
    return owner.hasFinalizer(DeleteRequests.FOREGROUND)
        && !isBlocked
        && change(owner, object -> removeFinalizer(object, DeleteRequests.FOREGROUND));
  }

  private static boolean refersTo(Item item, String uid) {
    for (JsonNode reference : item.owners()) {
      if (reference.path(UID).asText().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  private static boolean blocks(Item item, String uid) {
    for (JsonNode reference : item.owners()) {
      if (reference.path(UID).asText().equals(uid)
          && reference.path("blockOwnerDeletion").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> finalizers(Item item) {
    List<String> kept = new ArrayList<>();
    for (JsonNode finalizer : item.stored().path(METADATA).path(FINALIZERS)) {
      boolean isOfCollector =
          Set.of(DeleteRequests.FOREGROUND, DeleteRequests.ORPHAN).contains(finalizer.asText());
      if (!isOfCollector) {
        kept.add(finalizer.asText());
      }
    }
    return kept;
  }

  private boolean delete(Item item, List<String> finalizers) {
    ObjectNode _ = writer.delete(item.call(), item.stored(), finalizers);
    return true;
  }

  private boolean change(Item item, Consumer<ObjectNode> change) {
    ObjectNode object = item.stored().deepCopy();
    change.accept(object);
    ObjectNode owned =
        applies.ownership(item.kind(), false).update(item.stored(), object, MANAGER, writer.now());
    ObjectNode _ = writer.replace(item.call(), item.stored(), owned);
    return true;
  }

  private static void removeOwner(ObjectNode object, String uid) {
    ArrayNode owners = object.withObject("/" + METADATA).withArray("/" + OWNERS);
    for (int i = owners.size() - 1; i >= 0; i--) {
      if (owners.path(i).path(UID).asText().equals(uid)) {
        owners.remove(i);
      }
    }
    if (owners.isEmpty()) {
      object.withObject("/" + METADATA).remove(OWNERS);
    }
  }

  private static void removeFinalizer(ObjectNode object, String name) {
    ArrayNode finalizers = object.withObject("/" + METADATA).withArray("/" + FINALIZERS);
    for (int i = finalizers.size() - 1; i >= 0; i--) {
      if (finalizers.path(i).asText().equals(name)) {
        finalizers.remove(i);
      }
    }
    if (finalizers.isEmpty()) {
      object.withObject("/" + METADATA).remove(FINALIZERS);
    }
  }
}
