package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.FieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one entry of {@code metadata.managedFields}: a trie whose keys are {@code f:name}
 * (a field), {@code k:{…}} (a list item by its key fields), {@code v:…} (a list item by value) and
 * {@code i:n} (by index); an empty node owns all below it (Kubernetes API, meta/v1 FieldsV1).
 */
final class OwnedFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode trie;

  OwnedFields(JsonNode fieldsV1) {
    this.trie = fieldsV1;
  }

  /** Reads a set of fields. */
  static OwnedFields of(FieldSet fields) {
    return new OwnedFields(parse(fields.toString()).orElseThrow());
  }

  /** Returns JSON pointers to the owned fields that {@code object} has; a list entry as a whole. */
  List<String> pointers(JsonNode object) {
    List<String> found = new ArrayList<>();
    collect("", trie, object, found);
    return found;
  }

  private static void collect(String at, JsonNode trie, JsonNode value, List<String> found) {
    if (value.isMissingNode()) {
      return;
    }
    if (trie.isEmpty() || trie.has(".")) {
      found.add(at);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : trie.properties()) {
      String key = entry.getKey();
      if (key.startsWith("f:")) {
        String name = key.substring(2);
        collect(JsonPointers.append(at, name), entry.getValue(), value.path(name), found);
      } else {
        item(key, value)
            .ifPresent(
                item -> collect(at + "/" + indexOf(value, item), entry.getValue(), item, found));
      }
    }
  }

  private static int indexOf(JsonNode list, JsonNode item) {
    int index = 0;
    while (index < list.size() && !list.get(index).equals(item)) {
      index++;
    }
    return index;
  }

  /** Whether the entry owns the value at {@code path} of {@code object}, or all around it. */
  boolean owns(JsonNode object, List<String> path) {
    JsonNode at = trie;
    JsonNode value = object;
    for (String step : path) {
      if (at.isEmpty()) {
        return true;
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

  /** Removes the owned leaves from {@code object}. */
  void removeFrom(JsonNode object) {
    remove(trie, object);
  }

  /** Copies the owned leaves of {@code from} into {@code to}, where lists have the same items. */
  void carry(JsonNode from, JsonNode to) {
    for (Map.Entry<String, JsonNode> entry : trie.properties()) {
      String key = entry.getKey();
      if (key.startsWith("f:") && to instanceof ObjectNode target) {
        carryField(key.substring(2), entry.getValue(), from, target);
      } else {
        item(key, from)
            .flatMap(source -> item(key, to).map(target -> List.of(source, target)))
            .ifPresent(
                pair -> new OwnedFields(entry.getValue()).carry(pair.getFirst(), pair.getLast()));
      }
    }
  }

  private static void carryField(String name, JsonNode below, JsonNode from, ObjectNode to) {
    JsonNode value = from.get(name);
    if (value == null) {
      to.remove(name);
    } else if (below.isEmpty()) {
      to.set(name, value.deepCopy());
    } else if (to.get(name) != null) {
      new OwnedFields(below).carry(value, to.path(name));
    }
  }

  private static void remove(JsonNode trie, JsonNode value) {
    List<Runnable> removals = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : trie.properties()) {
      String key = entry.getKey();
      if (key.startsWith("f:") && value instanceof ObjectNode object) {
        String name = key.substring(2);
        if (entry.getValue().isEmpty()) {
          removals.add(() -> object.remove(name));
        } else if (object.get(name) != null) {
          remove(entry.getValue(), object.path(name));
        }
      } else if (key.startsWith("v:") && value instanceof ArrayNode list) {
        item(key, list).ifPresent(item -> removals.add(() -> removeItem(list, item)));
      } else {
        item(key, value).ifPresent(item -> remove(entry.getValue(), item));
      }
    }
    removals.forEach(Runnable::run);
  }

  private static void removeItem(ArrayNode list, JsonNode item) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).equals(item)) {
        list.remove(i);
      }
    }
  }

  private static Optional<JsonNode> below(JsonNode trie, JsonNode value, String step) {
    if (!value.isArray()) {
      return Optional.ofNullable(trie.get("f:" + step));
    }
    JsonNode wanted = value.path(Integer.parseInt(step));
    for (Map.Entry<String, JsonNode> entry : trie.properties()) {
      if (item(entry.getKey(), value).filter(found -> found.equals(wanted)).isPresent()) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** The list item that a key names. */
  private static Optional<JsonNode> item(String key, JsonNode list) {
    if (!list.isArray() || key.length() < 2 || key.equals(".")) {
      return Optional.empty();
    }
    String rest = key.substring(2);
    return switch (key.charAt(0)) {
      case 'k' -> parse(rest).flatMap(fields -> firstMatching(list, fields));
      case 'v' -> parse(rest).flatMap(value -> firstEqual(list, value));
      case 'i' -> Optional.ofNullable(list.get(Integer.parseInt(rest)));
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> firstMatching(JsonNode list, JsonNode fields) {
    for (JsonNode item : list) {
      boolean all =
          fields.properties().stream().allMatch(f -> f.getValue().equals(item.get(f.getKey())));
      if (all) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> firstEqual(JsonNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (item.equals(value)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> parse(String json) {
    try {
      return Optional.ofNullable(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
