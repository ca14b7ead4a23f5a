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
    JsonNode kept = applied == null ? live : applied;
    boolean hasEntries = hasEntries(live) || hasEntries(applied);
    return switch (type.concrete(kept)) {
      case FieldType.Fields fields when hasEntries && !fields.atomic() ->
          mergeFields(fields, live, applied);
      case FieldType.Items items when hasEntries && items.merge() != FieldType.Items.Merge.WHOLE ->
          mergeItems(items, live, applied);
      default -> kept == null ? null : kept.deepCopy();
    };
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
    ElementOrder order = new ElementOrder(live, applied);
    while (order.hasNext()) {
      order.step();
    }
    return List.copyOf(order.result);
  }

  /** Walks two lists side by side. */
  private static final class ElementOrder {

    private final List<String> live;
    private final List<String> applied;
    private final List<String> shared;
    private final Set<String> result = new LinkedHashSet<>();
    private int at;
    private int taken;
    private int next;

    ElementOrder(List<String> live, List<String> applied) {
      this.live = live;
      this.applied = applied;
      this.shared = applied.stream().filter(live::contains).toList();
    }

    boolean hasNext() {
      return at < live.size() || taken < applied.size();
    }

    void step() {
      String left = at < live.size() ? live.get(at) : null;
      String right = taken < applied.size() ? applied.get(taken) : null;
      if (left != null && !applied.contains(left)) {
        result.add(left);
        at++;
      } else if (right == null || (left != null && isPassed(left, right))) {
        at++;
      } else {
        take(left, right);
      }
    }

    private void take(@Nullable String left, String right) {
      result.add(right);
      taken++;
      if (right.equals(left)) {
        at++;
      }
      if (next < shared.size() && shared.get(next).equals(right)) {
        next++;
      }
    }

    private boolean isPassed(String left, String right) {
      return !left.equals(right) && (result.contains(left) || isLater(left));
    }

    /** Returns whether {@code element} is in both lists but is not the next one that both share. */
    private boolean isLater(String element) {
      return next < shared.size() && shared.contains(element) && !shared.get(next).equals(element);
    }
  }

  private static boolean hasEntries(@Nullable JsonNode value) {
    return value != null && !value.isEmpty();
  }
}
