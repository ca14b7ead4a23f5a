package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields that differ between two values of one type. No field is in two of the sets.
 *
 * @param added fields that only the new value has
 * @param modified fields that both have, with different values
 * @param removed fields that only the old value has
 */
public record FieldChanges(FieldTree added, FieldTree modified, FieldTree removed) {

  /** Compares two values. */
  public static FieldChanges between(FieldType type, JsonNode old, JsonNode now) {
    Walk walk = new Walk();
    walk.compare(type, old, now);
    return new FieldChanges(walk.added.build(), walk.modified.build(), walk.removed.build());
  }

  /** Leaves out {@code ignored} and everything below it. */
  FieldChanges without(FieldTree ignored) {
    return new FieldChanges(
        added.minusAllBelow(ignored),
        modified.minusAllBelow(ignored),
        removed.minusAllBelow(ignored));
  }

  /** Returns the fields that were added or modified. */
  FieldTree written() {
    return added.union(modified);
  }

  private static final class Walk {

    private final FieldTree.Builder added = new FieldTree.Builder();
    private final FieldTree.Builder modified = new FieldTree.Builder();
    private final FieldTree.Builder removed = new FieldTree.Builder();
    private final Deque<String> path = new ArrayDeque<>();

    void compare(FieldType type, @Nullable JsonNode old, @Nullable JsonNode now) {
      FieldType oldType = type.concrete(old == null ? now : old);
      FieldType nowType = type.concrete(now == null ? old : now);
      boolean leaf;
      if (oldType.equals(nowType)) {
        leaf = inside(nowType, old, now);
      } else {
        boolean _ = inside(oldType, old, now);
        leaf = inside(nowType, old, now);
      }
      if (!leaf) {
        note(old == null, now == null);
      }
    }

    /** Returns whether the value is compared as a whole. */
    private boolean inside(FieldType type, @Nullable JsonNode old, @Nullable JsonNode now) {
      if (isWhole(type) || (none(old) && none(now))) {
        note(old == null, now == null);
        if (old != null && now != null && !old.equals(now)) {
          modified.add(new ArrayList<>(path));
        }
        return true;
      }
      if (type instanceof FieldType.Fields fields) {
        fields(fields, old, now);
      } else if (type instanceof FieldType.Items items) {
        items(items, old, now);
      }
      return false;
    }

    private static boolean isWhole(FieldType type) {
      return switch (type) {
        case FieldType.Scalar _, FieldType.Unknown _ -> true;
        case FieldType.Fields fields -> fields.atomic();
        case FieldType.Items items -> items.merge() == FieldType.Items.Merge.WHOLE;
      };
    }

    private void note(boolean isNew, boolean isGone) {
      if (isNew) {
        added.add(new ArrayList<>(path));
      } else if (isGone) {
        removed.add(new ArrayList<>(path));
      }
    }

    private void fields(FieldType.Fields type, @Nullable JsonNode old, @Nullable JsonNode now) {
      Set<String> names = new TreeSet<>();
      names(old, names);
      names(now, names);
      for (String name : names) {
        FieldType fieldType = type.field(name);
        if (fieldType != null) {
          path.addLast(ListKeys.field(name));
          compare(
              fieldType, old == null ? null : old.get(name), now == null ? null : now.get(name));
          path.removeLast();
        }
      }
    }

    private void items(FieldType.Items type, @Nullable JsonNode old, @Nullable JsonNode now) {
      Map<String, List<JsonNode>> before = byElement(type, old);
      Map<String, List<JsonNode>> after = byElement(type, now);
      Set<String> elements = new TreeSet<>(before.keySet());
      elements.addAll(after.keySet());
      for (String element : elements) {
        path.addLast(element);
        entries(
            type.items(),
            before.getOrDefault(element, List.of()),
            after.getOrDefault(element, List.of()));
        path.removeLast();
      }
    }

    /** Compares the entries under one key: more than one of a side are compared as a whole. */
    private void entries(FieldType type, List<JsonNode> before, List<JsonNode> after) {
      boolean several = before.size() > 1;
      boolean severalNow = after.size() > 1;
      if (!several && !severalNow) {
        compare(type, onlyOne(before), onlyOne(after));
      } else if (several && severalNow) {
        if (!before.equals(after)) {
          modified.add(new ArrayList<>(path));
        }
      } else if (several) {
        if (!after.isEmpty()) {
          compare(type, null, after.getFirst());
        }
        removed.add(new ArrayList<>(path));
      } else {
        if (!before.isEmpty()) {
          compare(type, before.getFirst(), null);
        }
        added.add(new ArrayList<>(path));
      }
    }

    private static @Nullable JsonNode onlyOne(List<JsonNode> entries) {
      return entries.isEmpty() ? null : entries.getFirst();
    }

    private static Map<String, List<JsonNode>> byElement(
        FieldType.Items type, @Nullable JsonNode list) {
      Map<String, List<JsonNode>> entries = new LinkedHashMap<>();
      if (list != null) {
        for (JsonNode entry : list) {
          entries.computeIfAbsent(ListKeys.entry(type, entry), _ -> new ArrayList<>()).add(entry);
        }
      }
      return entries;
    }

    private static void names(@Nullable JsonNode value, Set<String> names) {
      if (value != null) {
        value.fieldNames().forEachRemaining(names::add);
      }
    }

    private static boolean none(@Nullable JsonNode value) {
      return value == null || value.isEmpty();
    }
  }
}
