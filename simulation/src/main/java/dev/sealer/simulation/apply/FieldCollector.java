package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the fields that a value has: what an applier of that value owns. */
public final class FieldCollector {

  private final FieldTree.Builder fields = new FieldTree.Builder();
  private final Deque<String> path = new ArrayDeque<>();

  private FieldCollector() {}

  /** Returns the fields of {@code value}. */
  public static FieldTree collect(FieldType type, JsonNode value) {
    FieldCollector collector = new FieldCollector();
    collector.visit(type, value);
    return collector.fields.build();
  }

  private void visit(FieldType type, JsonNode value) {
    switch (type.concrete(value)) {
      case FieldType.Fields fieldsType -> visitFields(fieldsType, value);
      case FieldType.Items items -> visitItems(items, value);
      case FieldType.Scalar _, FieldType.Unknown _ -> add();
    }
  }

  private void visitFields(FieldType.Fields type, JsonNode value) {
    if (type.atomic()) {
      add();
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      FieldType fieldType = type.field(field.getKey());
      if (fieldType == null) {
        continue;
      }
      JsonNode content = field.getValue();
      path.addLast(ListKeys.field(field.getKey()));
      visit(fieldType, content);
      boolean hasNothingBelow = content.isNull() || (content.isObject() && content.isEmpty());
      if (hasNothingBelow || !type.named().containsKey(field.getKey())) {
        add();
      }
      path.removeLast();
    }
  }

  private void visitItems(FieldType.Items type, JsonNode value) {
    if (type.merge() == FieldType.Items.Merge.WHOLE) {
      add();
      return;
    }
    if (!value.isArray()) {
      return;
    }
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (JsonNode entry : value) {
      String element = ListKeys.entry(type, entry);
      if (!seen.add(element)) {
        twice.add(element);
      }
    }
    for (JsonNode entry : value) {
      String element = ListKeys.entry(type, entry);
      path.addLast(element);
      if (!twice.contains(element)) {
        visit(type.items(), entry);
      }
      add();
      path.removeLast();
    }
  }

  private void add() {
    List<String> full = new ArrayList<>(path);
    fields.add(full);
  }
}
