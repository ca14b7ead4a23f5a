package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields of one object. Immutable.
 *
 * <p>The elements of a path are written as in {@code managedFields}: {@code f:NAME} for a field,
 * {@code k:{…}} for a list entry by its keys, {@code v:…} for a list entry by its value. A field
 * that is a member says nothing about the fields below it.
 */
public final class FieldTree {

  private static final String ITSELF = ".";
  private static final FieldTree EMPTY = new FieldTree(false, Collections.emptySortedMap());

  private final boolean member;
  private final SortedMap<String, FieldTree> children;

  private FieldTree(boolean member, SortedMap<String, FieldTree> children) {
    this.member = member;
    this.children = children;
  }

  /** Returns the set without fields. */
  public static FieldTree empty() {
    return EMPTY;
  }

  /** Returns the set of the given paths. */
  public static FieldTree of(List<List<String>> paths) {
    Builder builder = new Builder();
    paths.forEach(builder::add);
    return builder.build();
  }

  /** Reads {@code fieldsV1}; anything but an object has no fields. */
  public static FieldTree parse(JsonNode fieldsV1) {
    return parse(fieldsV1, false);
  }

  private static FieldTree parse(JsonNode node, boolean inner) {
    SortedMap<String, FieldTree> children = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals(ITSELF)) {
        children.put(field.getKey(), parse(field.getValue(), true));
      }
    }
    return new FieldTree(inner && (node.isEmpty() || node.has(ITSELF)), children);
  }

  /** Returns the set as {@code fieldsV1}. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    if (member && !children.isEmpty()) {
      json.putObject(ITSELF);
    }
    children.forEach((element, child) -> json.set(element, child.json()));
    return json;
  }

  /** Returns whether no field is a member. */
  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  /** Returns whether the field named by one element is a member. */
  boolean hasMember(String element) {
    FieldTree child = children.get(element);
    return child != null && child.member;
  }

  /** Returns the fields below {@code element}, without {@code element} itself. */
  FieldTree below(String element) {
    FieldTree child = children.get(element);
    return child == null ? EMPTY : new FieldTree(false, child.children);
  }

  /** Returns the members of either set. */
  public FieldTree union(FieldTree other) {
    SortedMap<String, FieldTree> both = new TreeMap<>(children);
    other.children.forEach((element, child) -> both.merge(element, child, FieldTree::union));
    return new FieldTree(member || other.member, both);
  }

  /** Returns the members of both sets. */
  public FieldTree intersect(FieldTree other) {
    SortedMap<String, FieldTree> both = new TreeMap<>();
    children.forEach((element, child) -> {
      FieldTree there = other.children.get(element);
      if (there != null) {
        keep(both, element, child.intersect(there));
      }
    });
    return new FieldTree(member && other.member, both);
  }

  /** Returns the members of this set that are not members of {@code other}. */
  public FieldTree minus(FieldTree other) {
    SortedMap<String, FieldTree> rest = new TreeMap<>();
    children.forEach((element, child) -> {
      FieldTree there = other.children.get(element);
      keep(rest, element, there == null ? child : child.minus(there));
    });
    return new FieldTree(member && !other.member, rest);
  }

  /** Returns the members of this set that are neither members of {@code other} nor below one. */
  public FieldTree minusAllBelow(FieldTree other) {
    SortedMap<String, FieldTree> rest = new TreeMap<>();
    children.forEach((element, child) -> {
      FieldTree there = other.children.get(element);
      if (there == null) {
        rest.put(element, child);
      } else if (!there.member) {
        keep(rest, element, child.minusAllBelow(there));
      }
    });
    return new FieldTree(member && !other.member, rest);
  }

  /**
   * Returns this set with every named field of a type as a member that has a member below it.
   * Entries of lists and of free maps stay as they are.
   */
  FieldTree withNamedFields(@Nullable FieldType type) {
    SortedMap<String, FieldTree> named = new TreeMap<>();
    children.forEach((element, child) -> {
      FieldTree below = child.withNamedFields(type == null ? null : type.child(element));
      boolean isNamed =
          type instanceof FieldType.Fields fields
              && element.startsWith(ListKeys.FIELD)
              && fields.named().containsKey(element.substring(ListKeys.FIELD.length()));
      named.put(element, new FieldTree(child.member || isNamed, below.children));
    });
    return new FieldTree(member, named);
  }

  /** Passes each member to {@code use}, parents before the fields below them. */
  public void forEach(BiConsumer<List<String>, FieldTree> use) {
    walk(new ArrayList<>(), use);
  }

  /** Returns the path of each member, parents before the fields below them. */
  public List<List<String>> paths() {
    List<List<String>> paths = new ArrayList<>();
    forEach((path, _) -> paths.add(path));
    return paths;
  }

  private void walk(List<String> prefix, BiConsumer<List<String>, FieldTree> use) {
    if (member) {
      use.accept(List.copyOf(prefix), this);
    }
    children.forEach((element, child) -> {
      prefix.add(element);
      child.walk(prefix, use);
      prefix.removeLast();
    });
  }

  private static void keep(SortedMap<String, FieldTree> map, String element, FieldTree child) {
    if (!child.isEmpty()) {
      map.put(element, child);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldTree tree
        && tree.member == member
        && tree.children.equals(children);
  }

  @Override
  public int hashCode() {
    return children.hashCode() + (member ? 1 : 0);
  }

  /** The set as {@code fieldsV1}. */
  @Override
  public String toString() {
    return Json.text(json());
  }

  /** Collects paths. Not safe for use by several threads. */
  static final class Builder {

    private static final class Node {
      private final SortedMap<String, Node> children = new TreeMap<>();
      private boolean member;
    }

    private final Node root = new Node();

    void add(List<String> path) {
      Node at = root;
      for (String element : path) {
        at = at.children.computeIfAbsent(element, _ -> new Node());
      }
      // Nobody owns the object as a whole.
      at.member = at != root;
    }

    FieldTree build() {
      return build(root);
    }

    private static FieldTree build(Node node) {
      SortedMap<String, FieldTree> children = new TreeMap<>();
      node.children.forEach((element, child) -> children.put(element, build(child)));
      return new FieldTree(node.member, children);
    }
  }
}
