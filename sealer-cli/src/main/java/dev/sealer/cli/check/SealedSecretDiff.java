package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.check.ObjectIndex.ObjectId;
import dev.sealer.cli.check.ValueChange.Kind;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The difference between two files with SealedSecrets. It holds names and words, no value. */
public final class SealedSecretDiff {
  private static final String ITEMS = "spec.encryptedData.";

  /**
   * A SealedSecret that differs.
   *
   * @param scopes the old and the new scope, where both are there
   * @param changes of a changed one; empty otherwise
   */
  private record ObjectDiff(
      String namespace, String name, Kind kind, List<String> scopes, List<ValueChange> changes) {
    boolean changesScope() {
      return scopes.size() == 2 && !scopes.getFirst().equals(scopes.getLast());
    }
  }

  private final List<ObjectDiff> objects;

  private SealedSecretDiff(List<ObjectDiff> objects) {
    this.objects = objects;
  }

  /** Compares two files. */
  public static SealedSecretDiff of(ManifestText old, ManifestText now, ValueComparator values) {
    Map<ObjectId, JsonNode> before = ObjectIndex.of(old);
    Map<ObjectId, JsonNode> after = ObjectIndex.of(now);
    List<ObjectDiff> found = new ArrayList<>();
    before.forEach((id, object) -> {
      JsonNode other = after.get(id);
      if (other == null) {
        found.add(new ObjectDiff(id.namespace(), id.name(), Kind.REMOVED, List.of(), List.of()));
      } else {
        compare(id, object, other, values, found);
      }
    });
    after.keySet().stream()
        .filter(id -> !before.containsKey(id))
        .map(id -> new ObjectDiff(id.namespace(), id.name(), Kind.ADDED, List.of(), List.of()))
        .forEach(found::add);
    return new SealedSecretDiff(found);
  }

  /** Returns whether a file holds a SealedSecret at all. */
  public static boolean comparable(ManifestText text) {
    return !ObjectIndex.of(text).isEmpty();
  }

  private static void compare(
      ObjectId id, JsonNode old, JsonNode now, ValueComparator values, List<ObjectDiff> found) {
    Scope oldScope = SealedSecretJson.scope(old);
    Scope newScope = SealedSecretJson.scope(now);
    List<ValueChange> changes = items(id, old, now, values);
    changes.addAll(fields(old, now));
    if (!changes.isEmpty() || oldScope != newScope) {
      List<String> scopes = List.of(oldScope.flag(), newScope.flag());
      found.add(new ObjectDiff(id.namespace(), id.name(), Kind.CHANGED, scopes, changes));
    }
  }

  private static List<ValueChange> items(
      ObjectId id, JsonNode old, JsonNode now, ValueComparator values) {
    JsonNode before = old.at("/spec/encryptedData");
    JsonNode after = now.at("/spec/encryptedData");
    TreeSet<String> keys = new TreeSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    after.fieldNames().forEachRemaining(keys::add);
    List<ValueChange> changes = new ArrayList<>();
    for (String key : keys) {
      if (!before.has(key) || !after.has(key)) {
        changes.add(new ValueChange(ITEMS + key, before.has(key) ? Kind.REMOVED : Kind.ADDED));
      } else if (!before.path(key).equals(after.path(key))) {
        SealedValueId oldPlace =
            new SealedValueId(id.namespace(), id.name(), SealedSecretJson.scope(old), key);
        SealedValueId newPlace =
            new SealedValueId(id.namespace(), id.name(), SealedSecretJson.scope(now), key);
        String oldItem = before.path(key).asText("");
        String newItem = after.path(key).asText("");
        changes.add(
            new ValueChange(ITEMS + key, values.compare(oldPlace, oldItem, newPlace, newItem)));
      }
    }
    return changes;
  }

  /** Returns all fields but the items and what states the scope. */
  private static List<ValueChange> fields(JsonNode old, JsonNode now) {
    Map<String, JsonNode> before = ObjectIndex.leaves(withoutItems(old));
    Map<String, JsonNode> after = ObjectIndex.leaves(withoutItems(now));
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<ValueChange> changes = new ArrayList<>();
    for (String path : paths) {
      if (!before.containsKey(path)) {
        changes.add(new ValueChange(path, Kind.ADDED));
      } else if (!after.containsKey(path)) {
        changes.add(new ValueChange(path, Kind.REMOVED));
      } else if (!before.get(path).equals(after.get(path))) {
        changes.add(new ValueChange(path, Kind.CHANGED));
      }
    }
    return changes;
  }

  private static JsonNode withoutItems(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    if (copy.path("spec") instanceof ObjectNode spec) {
      spec.remove("encryptedData");
    }
    if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove(List.of(Scope.NAMESPACE_WIDE_ANNOTATION, Scope.CLUSTER_WIDE_ANNOTATION));
      if (annotations.isEmpty() && copy.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove("annotations");
      }
    }
    return copy;
  }

  /** Returns whether nothing differs. */
  public boolean isEmpty() {
    return objects.isEmpty();
  }

  /** For people: a line for each object and each field. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ObjectDiff object : objects) {
      String name =
          object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
      if (object.kind() != Kind.CHANGED) {
        lines.add(name + ": " + object.kind().words());
        continue;
      }
      lines.add(name + ":");
      if (object.changesScope()) {
        lines.add("  scope: " + String.join(" -> ", object.scopes()));
      }
      object
          .changes()
          .forEach(
              change -> lines.add("  " + shortened(change.field()) + ": " + change.kind().words()));
    }
    return lines;
  }

  private static String shortened(String field) {
    return field.startsWith(ITEMS) ? field.substring(ITEMS.length()) : field;
  }

  /** For machines: a list with an entry for each object. */
  public JsonNode json() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ObjectDiff object : objects) {
      ObjectNode entry = list.addObject();
      entry.put("namespace", object.namespace()).put("name", object.name());
      entry.put("change", object.kind().words());
      if (object.changesScope()) {
        entry
            .putObject("scope")
            .put("old", object.scopes().getFirst())
            .put("new", object.scopes().getLast());
      }
      ArrayNode fields = entry.putArray("fields");
      object
          .changes()
          .forEach(change ->
              fields.addObject().put("field", change.field()).put("change", change.kind().words()));
    }
    return list;
  }
}
