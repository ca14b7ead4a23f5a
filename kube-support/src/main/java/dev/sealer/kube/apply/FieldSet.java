package dev.sealer.kube.apply;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set of fields of one object, as {@code managedFields} writes it in {@code fieldsV1} (Kubernetes
 * API, meta/v1 FieldsV1): a trie whose members are {@code f:NAME} for a field, {@code k:{…}} for a
 * list item by its key fields, {@code v:…} for one by its value, {@code i:N} for one by its index,
 * and {@code .} for the field around them. Immutable.
 *
 * <p>A field without members includes everything below it. Set operations keep {@code .} but never
 * compare it.
 */
public final class FieldSet {

  private static final String ITSELF = ".";
  private static final String FIELD = "f:";
  private static final String VALUE = "v:";

  private final ObjectNode trie;

  private FieldSet(ObjectNode trie) {
    this.trie = trie;
  }

  /** Returns the empty set. */
  public static FieldSet none() {
    return new FieldSet(Json.object());
  }

  /** Reads {@code fieldsV1}; anything but an object is an empty set. */
  public static FieldSet of(JsonNode fieldsV1) {
    return fieldsV1 instanceof ObjectNode object ? new FieldSet(object.deepCopy()) : none();
  }

  /**
   * Returns this set with one more field.
   *
   * @param path members of the trie, for example {@code f:data}, {@code f:password}
   */
  public FieldSet with(String... path) {
    ObjectNode copy = trie.deepCopy();
    ObjectNode at = copy;
    for (String member : path) {
      at = at.get(member) instanceof ObjectNode known ? known : at.putObject(member);
    }
    return new FieldSet(copy);
  }

  /** Returns the fields that are in this or in {@code other}. */
  public FieldSet union(FieldSet other) {
    ObjectNode both = trie.deepCopy();
    union(both, other.trie);
    return new FieldSet(both);
  }

  /** Returns the fields that are in this and in {@code other}. */
  public FieldSet intersect(FieldSet other) {
    return new FieldSet(intersect(trie, other.trie));
  }

  /** Returns the fields that are in this and not in {@code other}. */
  public FieldSet minus(FieldSet other) {
    return new FieldSet(minus(trie, other.trie));
  }

  public boolean isEmpty() {
    return hasNone(trie);
  }

  /** Returns whether every field of {@code other} is in this. */
  public boolean covers(FieldSet other) {
    return other.minus(this).isEmpty();
  }

  /**
   * Returns the set without the fields that only hold others of the set. An update owns them, an
   * apply does not; both own an item of a list along with its fields.
   */
  FieldSet withoutContainers() {
    ObjectNode result = trie.deepCopy();
    dropContainers(result);
    return new FieldSet(result);
  }

  private static void dropContainers(ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getValue() instanceof ObjectNode below) {
        dropContainers(below);
        if (isField(field.getKey()) && below.size() > 1) {
          below.remove(ITSELF);
        }
      }
    }
  }

  /** Returns the set as {@code fieldsV1}. */
  ObjectNode json() {
    return trie.deepCopy();
  }

  private static void union(ObjectNode into, JsonNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (into.get(field.getKey()) instanceof ObjectNode both) {
        union(both, field.getValue());
      } else {
        into.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  private static ObjectNode intersect(JsonNode one, JsonNode other) {
    ObjectNode result = Json.object();
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      JsonNode there = other.get(field.getKey());
      if (there == null || field.getKey().equals(ITSELF)) {
        continue;
      }
      if (hasNone(there)) {
        result.set(field.getKey(), field.getValue().deepCopy());
        continue;
      }
      ObjectNode below = intersect(field.getValue(), there);
      if (!hasNone(below)) {
        result.set(field.getKey(), below);
      }
    }
    return result;
  }

  private static ObjectNode minus(JsonNode one, JsonNode other) {
    ObjectNode result = Json.object();
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      JsonNode there = other.get(field.getKey());
      if (there == null) {
        result.set(field.getKey(), field.getValue().deepCopy());
      } else if (!hasNone(there)) {
        ObjectNode below = minus(field.getValue(), there);
        if (!hasNone(below) || hasNone(field.getValue())) {
          result.set(field.getKey(), below);
        }
      }
    }
    return result;
  }

  private static boolean hasNone(JsonNode node) {
    return node.isEmpty() || (node.size() == 1 && node.has(ITSELF));
  }

  /** Returns JSON pointers to the fields that {@code object} has, each list item as a whole. */
  public List<JsonPointer> pointers(JsonNode object) {
    List<JsonPointer> found = new ArrayList<>();
    if (!isEmpty()) {
      collect(JsonPointer.empty(), trie, object, found);
    }
    return found;
  }

  private static void collect(
      JsonPointer at, JsonNode trie, JsonNode value, List<JsonPointer> found) {
    if (value.isMissingNode()) {
      return;
    }
    if (trie.isEmpty() || trie.has(ITSELF)) {
      found.add(at);
      return;
    }
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      if (isField(member.getKey())) {
        String name = name(member.getKey());
        collect(at.appendProperty(name), member.getValue(), value.path(name), found);
      } else {
        int index = index(member.getKey(), value);
        if (index >= 0) {
          collect(at.appendIndex(index), member.getValue(), value.path(index), found);
        }
      }
    }
  }

  /**
   * Returns the part of {@code object} that is in the set, list items in their order. A field
   * without members is there with all that it holds, one whose members do not exist is not. The
   * result shares its nodes with {@code object}.
   */
  public JsonNode select(JsonNode object) {
    return isEmpty() ? Json.object() : select(trie, object);
  }

  private static JsonNode select(JsonNode trie, JsonNode value) {
    if (trie.isEmpty()) {
      return value;
    }
    return switch (value) {
      case ObjectNode object -> selectFields(trie, object);
      case ArrayNode list -> selectItems(trie, list);
      default -> value;
    };
  }

  private static ObjectNode selectFields(JsonNode trie, ObjectNode object) {
    ObjectNode selected = Json.object();
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      JsonNode value = isField(member.getKey()) ? object.get(name(member.getKey())) : null;
      if (value != null) {
        JsonNode part = select(member.getValue(), value);
        if (hasNone(member.getValue()) || !part.isContainerNode() || !part.isEmpty()) {
          selected.set(name(member.getKey()), part);
        }
      }
    }
    return selected;
  }

  private static ArrayNode selectItems(JsonNode trie, ArrayNode list) {
    NavigableMap<Integer, JsonNode> members = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      int index = index(member.getKey(), list);
      if (index >= 0) {
        members.put(index, member.getValue());
      }
    }
    ArrayNode selected = Json.object().arrayNode();
    members.forEach((index, below) -> selected.add(select(below, list.get(index))));
    return selected;
  }

  /** Returns whether the value at {@code path} of {@code object}, or one around it, is included. */
  public boolean includes(JsonNode object, List<String> path) {
    JsonNode at = trie;
    JsonNode value = object;
    for (String step : path) {
      if (at.isEmpty()) {
        return !isEmpty();
      }
      Optional<JsonNode> next = below(at, value, step);
      if (next.isEmpty()) {
        return false;
      }
      at = next.get();
      value = value.isArray() ? value.path(Integer.parseInt(step)) : value.path(step);
    }
    return true;
  }

  private static Optional<JsonNode> below(JsonNode trie, JsonNode value, String step) {
    if (!value.isArray()) {
      return Optional.ofNullable(trie.get(FIELD + step));
    }
    int wanted = Integer.parseInt(step);
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      int index = index(member.getKey(), value);
      if (index >= 0 && value.get(index).equals(value.path(wanted))) {
        return Optional.of(member.getValue());
      }
    }
    return Optional.empty();
  }

  /** Removes the fields without members from {@code object}. */
  public void removeFrom(JsonNode object) {
    remove(trie, object);
  }

  private static void remove(JsonNode trie, JsonNode value) {
    // Members name list items as they are before any is removed.
    List<Runnable> removals = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      String key = member.getKey();
      if (isField(key) && value instanceof ObjectNode object) {
        String name = name(key);
        if (member.getValue().isEmpty()) {
          removals.add(() -> object.remove(name));
        } else {
          remove(member.getValue(), object.path(name));
        }
      } else if (value instanceof ArrayNode list && index(key, list) >= 0) {
        JsonNode item = list.get(index(key, list));
        if (key.startsWith(VALUE)) {
          removals.add(() -> list.removeIf(item::equals));
        } else {
          remove(member.getValue(), item);
        }
      }
    }
    removals.forEach(Runnable::run);
  }

  /**
   * Makes the fields of {@code to} what they are in {@code from}, absent where they are absent
   * there. Fields of a list item are copied if both lists have the item.
   */
  public void copy(JsonNode from, JsonNode to) {
    copy(trie, from, to);
  }

  private static void copy(JsonNode trie, JsonNode from, JsonNode to) {
    for (Map.Entry<String, JsonNode> member : trie.properties()) {
      String key = member.getKey();
      if (isField(key) && to instanceof ObjectNode target) {
        copyField(name(key), member.getValue(), from, target);
      } else if (index(key, from) >= 0 && index(key, to) >= 0) {
        copy(member.getValue(), from.get(index(key, from)), to.get(index(key, to)));
      }
    }
  }

  private static void copyField(String name, JsonNode below, JsonNode from, ObjectNode to) {
    JsonNode value = from.get(name);
    if (value == null) {
      to.remove(name);
    } else if (below.isEmpty()) {
      to.set(name, value.deepCopy());
    } else {
      copy(below, value, to.path(name));
    }
  }

  private static boolean isField(String member) {
    return member.startsWith(FIELD);
  }

  private static String name(String member) {
    return member.substring(FIELD.length());
  }

  /** Returns the index of the list item that a member names; negative if there is none. */
  private static int index(String member, JsonNode list) {
    if (!list.isArray() || member.length() < 2) {
      return -1;
    }
    String rest = member.substring(2);
    JsonNode named = Json.parse(rest.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      boolean matches =
          switch (member.substring(0, 2)) {
            case "k:" -> named.isObject() && hasAll(item, named);
            case VALUE -> item.equals(named);
            case "i:" -> rest.equals(Integer.toString(i));
            default -> false;
          };
      if (matches) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasAll(JsonNode item, JsonNode fields) {
    return fields.properties().stream().allMatch(f -> f.getValue().equals(item.get(f.getKey())));
  }

  /** The trie, as JSON. */
  @Override
  public String toString() {
    return Json.text(trie);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && set.trie.equals(trie);
  }

  @Override
  public int hashCode() {
    return trie.hashCode();
  }
}
