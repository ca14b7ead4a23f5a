package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.Map;

/**
 * A set of fields of one object, as {@code managedFields} writes it in {@code fieldsV1}: a trie
 * whose members are {@code f:NAME} for a field, {@code k:{…}} for a list entry by key, {@code v:…}
 * for one by value, and {@code .} for the field around them. Immutable. A field that is in a set
 * includes everything below it; {@code .} is kept but never compared.
 */
public final class FieldSet {

  private static final String ITSELF = ".";

  private final ObjectNode trie;

  private FieldSet(ObjectNode trie) {
    this.trie = trie;
  }

  /** Returns the empty set. */
  public static FieldSet none() {
    return new FieldSet(Json.object());
  }

  /** Reads {@code fieldsV1}; anything but an object is an empty set. */
  static FieldSet of(JsonNode fieldsV1) {
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

  /** Returns whether the set is empty. */
  public boolean isEmpty() {
    return hasNone(trie);
  }

  /** Returns whether every field of {@code other} is in this. */
  public boolean covers(FieldSet other) {
    return other.minus(this).isEmpty();
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
