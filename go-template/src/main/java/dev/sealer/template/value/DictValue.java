package dev.sealer.template.value;

import dev.sealer.gocompat.GoStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Go map in memory. As in Go it is the one thing a function may change in place ({@code set},
 * {@code unset}, {@code merge}), and every holder sees the change; so a map given to two renderings
 * at the same time must not be changed by them.
 */
public final class DictValue implements MapValue {

  private static final Comparator<Value> KEY_ORDER =
      Comparator.<Value>comparingInt(DictValue::rank).thenComparing(DictValue::compareSameRank);

  private final GoType type;
  private final boolean nil;
  private final Map<Value, Value> entries;
  private volatile @Nullable List<Value> sorted;

  private DictValue(GoType type, boolean nil, Map<Value, Value> entries) {
    this.type = type;
    this.nil = nil;
    this.entries = entries;
  }

  /** Returns an empty map of {@code type}. */
  public static DictValue empty(GoType type) {
    return new DictValue(type, false, new HashMap<>());
  }

  /** Returns a {@code map[string]interface {}} with a copy of {@code entries}. */
  public static DictValue of(Map<String, ? extends Value> entries) {
    return of(GoType.DICT, entries);
  }

  /** Returns a string-keyed map of any type with a copy of {@code entries}. */
  public static DictValue of(GoType type, Map<String, ? extends Value> entries) {
    DictValue dict = empty(type);
    entries.forEach((key, value) -> dict.put(StringValue.of(key), value));
    return dict;
  }

  /** Returns a {@code map[string]string}. */
  public static DictValue ofStrings(Map<String, String> entries) {
    DictValue dict = empty(GoType.STRING_MAP);
    entries.forEach((key, value) -> dict.put(StringValue.of(key), StringValue.of(value)));
    return dict;
  }

  /** Returns the nil map of {@code type}: empty, and {@code null} in JSON. */
  public static DictValue nil(GoType type) {
    return new DictValue(type, true, Map.of());
  }

  /** Sets an entry; the value must have the map's element type. */
  public void put(Value key, Value value) {
    if (entries.put(key, value) == null) {
      sorted = null;
    }
  }

  /** Sets the entry under a string key. */
  public void put(String key, Value value) {
    put(StringValue.of(key), value);
  }

  /** Removes an entry, where it exists. */
  public void remove(Value key) {
    if (entries.remove(key) != null) {
      sorted = null;
    }
  }

  @Override
  public GoType type() {
    return type;
  }

  @Override
  public boolean isNil() {
    return nil;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public @Nullable Value get(Value key) {
    return entries.get(key);
  }

  @Override
  public List<Value> sortedKeys() {
    List<Value> keys = sorted;
    if (keys == null) {
      List<Value> ordered = new ArrayList<>(entries.keySet());
      ordered.sort(KEY_ORDER);
      keys = List.copyOf(ordered);
      sorted = keys;
    }
    return keys;
  }

  private static int rank(Value key) {
    return switch (key) {
      case NilValue nil -> 0;
      case IntValue number -> number.isUnsigned() ? 2 : 1;
      case StringValue text -> 3;
      case FloatValue number -> 4;
      case ComplexValue number -> 5;
      case BoolValue truth -> 6;
      case ListValue list -> 7;
      case MapValue map -> 8;
      case ObjectValue object -> 9;
      case FuncValue function -> 10;
    };
  }

  private static int compareSameRank(Value left, Value right) {
    return switch (left) {
      case StringValue a when right instanceof StringValue b ->
          GoStrings.compare(a.text(), b.text());
      case IntValue a when right instanceof IntValue b ->
          a.isUnsigned()
              ? Long.compareUnsigned(a.number(), b.number())
              : Long.compare(a.number(), b.number());
      case FloatValue a when right instanceof FloatValue b ->
          Double.compare(a.number(), b.number());
      case BoolValue a when right instanceof BoolValue b -> a.compareTo(b);
      default -> 0;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DictValue that
        && type.equals(that.type)
        && nil == that.nil
        && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "DictValue[" + type + "]";
  }
}
