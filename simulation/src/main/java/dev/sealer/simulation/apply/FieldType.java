package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The way a field is merged. */
public sealed interface FieldType {

  /** A single value. */
  enum Scalar implements FieldType {
    /** A string. */
    STRING,
    /** An integer or a floating point number. */
    NUMBER,
    /** A boolean. */
    BOOLEAN,
    /** Any single value, such as a time or a port by number or name. */
    ANY
  }

  /**
   * An object.
   *
   * @param named the fields that the schema names
   * @param others the type of every other field; null if there can be none
   * @param atomic whether it is replaced whole
   */
  record Fields(SortedMap<String, FieldType> named, @Nullable FieldType others, boolean atomic)
      implements FieldType {

    /** Returns the type of the field {@code name}; null if the schema has no such field. */
    @Nullable FieldType field(String name) {
      FieldType type = named.get(name);
      return type == null ? others : type;
    }
  }

  /**
   * A list.
   *
   * @param items the type of the entries
   * @param merge how entries are matched
   * @param keys the fields that identify an entry, with their defaults; empty unless {@code merge}
   *     is {@link Merge#BY_KEY}
   */
  record Items(FieldType items, Merge merge, Map<String, JsonNode> keys) implements FieldType {

    /** The way the entries of two lists are matched. */
    enum Merge {
      /** Not at all: the list is replaced whole. */
      WHOLE,
      /** By some of their fields. */
      BY_KEY,
      /** By their value. */
      BY_VALUE
    }
  }

  /**
   * Content without a schema: the value tells the type.
   *
   * @param atomic whether objects are replaced whole
   */
  record Unknown(boolean atomic) implements FieldType {}

  /** Returns the type for {@code value}, which decides where the schema leaves it open. */
  default FieldType concrete(@Nullable JsonNode value) {
    if (!(this instanceof Unknown unknown) || value == null) {
      return this;
    }
    if (value.isArray()) {
      return new Items(new Unknown(true), Items.Merge.WHOLE, Map.of());
    }
    return value.isObject() || value.isNull()
        ? new Fields(Collections.emptySortedMap(), this, unknown.atomic())
        : Scalar.ANY;
  }

  /** Returns the type of what {@code element} of a path names; null if it is not known. */
  default @Nullable FieldType child(String element) {
    return switch (this) {
      case Fields fields when element.startsWith(ListKeys.FIELD) ->
          fields.field(element.substring(ListKeys.FIELD.length()));
      case Items items when !element.startsWith(ListKeys.FIELD) -> items.items();
      case Unknown unknown when element.startsWith(ListKeys.FIELD) -> unknown;
      case Fields _, Items _, Unknown _, Scalar _ -> null;
    };
  }

  /** Returns the element names of a path for messages, such as {@code .data.password}. */
  static String display(List<String> path) {
    StringBuilder text = new StringBuilder();
    path.forEach(element -> text.append(ListKeys.display(element)));
    return text.toString();
  }
}
