package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays an applied value over a live one. */
final class ObjectMerger {

  private ObjectMerger() {}

  /** Returns a new value: what {@code applied} says, and the rest as in {@code live}. */
  static JsonNode merge(FieldType type, JsonNode live, JsonNode applied) {
    JsonNode merged = mergeOptional(type, live, applied);
    return merged == null ? Json.object() : merged;
  }

  private static @Nullable JsonNode mergeOptional(
      FieldType type, @Nullable JsonNode live, @Nullable JsonNode applied) {
    FieldType concrete = type.concrete(applied == null ? live : applied);
    if (concrete instanceof FieldType.Fields fields
        && !fields.atomic()
        && (hasEntries(live) || hasEntries(applied))) {
      return mergeFields(fields, live, applied);
    }
    if (concrete instanceof FieldType.Items items
        && items.merge() != FieldType.Items.Merge.WHOLE
        && (hasEntries(live) || hasEntries(applied))) {
      return mergeItems(items, live, applied);
    }
    JsonNode kept = applied == null ? live : applied;
    return kept == null ? null : kept.deepCopy();
  }

  private static JsonNode mergeFields(
      FieldType.Fields type, @Nullable JsonNode live, @Nullable JsonNode applied) {
    Set<String> names = new LinkedHashSet<>();
    if (live != null) {
      live.fieldNames().forEachRemaining(names::add);
    }
    if (applied != null) {
      applied.fieldNames().forEachRemaining(names::add);
    }
    ObjectNode merged = Json.object();
    for (String name : names) {
      FieldType fieldType = type.field(name);
      JsonNode value =
          mergeOptional(
              fieldType == null ? new FieldType.Unknown(true) : fieldType,
              live == null ? null : live.get(name),
              applied == null ? null : applied.get(name));
      if (value != null) {
        merged.set(name, value);
      }
    }
    return merged;
  }

  /**
   * Entries of both lists come in the order of the applied list; an entry of the live list alone
   * stays before the entry that followed it.
   */
  private static JsonNode mergeItems(
      FieldType.Items type, @Nullable JsonNode live, @Nullable JsonNode applied) {
    List<String> liveOrder = new ArrayList<>();
    Map<String, JsonNode> liveEntries = new LinkedHashMap<>();
    if (live != null) {
      for (JsonNode entry : live) {
        String element = ListKeys.entry(type, entry);
        liveOrder.add(element);
        liveEntries.putIfAbsent(element, entry);
      }
    }
    Map<String, JsonNode> appliedEntries = new LinkedHashMap<>();
    if (applied != null) {
      applied.forEach(entry -> appliedEntries.put(ListKeys.entry(type, entry), entry));
    }
    ArrayNode merged = Json.object().arrayNode();
    for (String element : order(liveOrder, new ArrayList<>(appliedEntries.keySet()))) {
      JsonNode entry =
          mergeOptional(type.items(), liveEntries.get(element), appliedEntries.get(element));
      if (entry != null) {
        merged.add(entry);
      }
    }
    return merged;
  }

  private static List<String> order(List<String> live, List<String> applied) {
    Set<String> result = new LinkedHashSet<>();
    List<String> shared = applied.stream().filter(live::contains).toList();
    int at = 0;
    int next = 0;
    for (int taken = 0; at < live.size() || taken < applied.size(); ) {
      String left = at < live.size() ? live.get(at) : null;
      String right = taken < applied.size() ? applied.get(taken) : null;
      boolean isOnlyLive = left != null && !applied.contains(left);
      boolean isPassed = left != null && (result.contains(left) || isLater(left, shared, next));
      if (left != null && right != null && !left.equals(right) && !isOnlyLive && isPassed) {
        at++;
      } else if (isOnlyLive) {
        result.add(left);
        at++;
      } else if (right == null) {
        at++;
      } else {
        result.add(right);
        taken++;
        if (right.equals(left)) {
          at++;
        }
        if (next < shared.size() && shared.get(next).equals(right)) {
          next++;
        }
      }
    }
    return List.copyOf(result);
  }

  /** Whether {@code element} is in both lists but is not the next one that both share. */
  private static boolean isLater(String element, List<String> shared, int next) {
    return next < shared.size() && shared.contains(element) && !shared.get(next).equals(element);
  }

  private static boolean hasEntries(@Nullable JsonNode value) {
    return value != null && !value.isEmpty();
  }
}
