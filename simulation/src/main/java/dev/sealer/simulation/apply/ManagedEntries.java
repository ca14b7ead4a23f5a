package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The entries of {@code metadata.managedFields}. Immutable. */
final class ManagedEntries {

  private static final String APPLY = "Apply";
  private static final String UPDATE = "Update";

  /**
   * Who wrote.
   *
   * @param manager the name of the field manager
   * @param applied whether by server-side apply
   * @param apiVersion of an update; empty for an apply, which has one entry for all versions
   * @param subresource empty for the object itself
   */
  record Writer(String manager, boolean applied, String apiVersion, String subresource)
      implements Comparable<Writer> {

    private static final Comparator<Writer> ORDER =
        Comparator.comparing(Writer::applied)
            .reversed()
            .thenComparing(Writer::manager)
            .thenComparing(Writer::apiVersion)
            .thenComparing(Writer::subresource);

    @Override
    public int compareTo(Writer other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The fields that a writer owns.
   *
   * @param fields the fields
   * @param apiVersion the version that the paths are of
   * @param time RFC 3339 in whole seconds; null if the writer never changed anything
   */
  record Owned(FieldTree fields, String apiVersion, @Nullable String time) {
    Owned with(FieldTree other) {
      return new Owned(other, apiVersion, time);
    }

    Owned at(String now) {
      return new Owned(fields, apiVersion, now);
    }
  }

  private final SortedMap<Writer, Owned> entries;

  private ManagedEntries(SortedMap<Writer, Owned> entries) {
    this.entries = entries;
  }

  static ManagedEntries none() {
    return new ManagedEntries(new TreeMap<>());
  }

  /** Reads the list; empty if an entry is malformed. */
  static Optional<ManagedEntries> parse(JsonNode list) {
    SortedMap<Writer, Owned> entries = new TreeMap<>();
    for (JsonNode entry : list) {
      String operation = entry.path("operation").asText();
      String apiVersion = entry.path("apiVersion").asText();
      boolean isKnown = operation.equals(APPLY) || operation.equals(UPDATE);
      if (!isKnown
          || apiVersion.isEmpty()
          || !entry.path("fieldsType").asText().equals("FieldsV1")) {
        return Optional.empty();
      }
      boolean applied = operation.equals(APPLY);
      entries.put(
          new Writer(
              entry.path("manager").asText(),
              applied,
              applied ? "" : apiVersion,
              entry.path("subresource").asText()),
          new Owned(
              FieldTree.parse(entry.path("fieldsV1")),
              apiVersion,
              entry.has("time") ? entry.path("time").asText() : null));
    }
    return Optional.of(new ManagedEntries(entries));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Nullable Owned get(Writer writer) {
    return entries.get(writer);
  }

  List<Writer> writers() {
    return List.copyOf(entries.keySet());
  }

  /** Returns these entries with one replaced; an entry without fields goes. */
  ManagedEntries with(Writer writer, Owned owned) {
    SortedMap<Writer, Owned> changed = new TreeMap<>(entries);
    if (owned.fields().isEmpty()) {
      changed.remove(writer);
    } else {
      changed.put(writer, owned);
    }
    return new ManagedEntries(changed);
  }

  /** Returns the entries with other fields for each writer; entries without fields go. */
  ManagedEntries map(BiFunction<Writer, FieldTree, FieldTree> change) {
    ManagedEntries changed = none();
    for (Writer writer : entries.keySet()) {
      Owned owned = owned(writer);
      changed = changed.with(writer, owned.with(change.apply(writer, owned.fields())));
    }
    return changed;
  }

  /** Returns all fields that anyone owns. */
  FieldTree all() {
    return entries.values().stream().map(Owned::fields).reduce(FieldTree.empty(), FieldTree::union);
  }

  private Owned owned(Writer writer) {
    Owned owned = entries.get(writer);
    if (owned == null) {
      throw new IllegalArgumentException("no entry of " + writer);
    }
    return owned;
  }

  /** Returns the list as it is stored: by operation, time, manager, version and subresource. */
  ArrayNode json() {
    List<Writer> order = new ArrayList<>(entries.keySet());
    order.sort(
        Comparator.comparing((Writer w) -> w.applied() ? APPLY : UPDATE)
            .thenComparing(w -> String.valueOf(nullToEmpty(owned(w).time())))
            .thenComparing(Writer::manager)
            .thenComparing(w -> owned(w).apiVersion())
            .thenComparing(Writer::subresource));
    ArrayNode list = Json.object().arrayNode();
    order.forEach(writer -> list.add(entry(writer, owned(writer))));
    return list;
  }

  private static String nullToEmpty(@Nullable String time) {
    return time == null ? "" : time;
  }

  private static ObjectNode entry(Writer writer, Owned owned) {
    ObjectNode entry = Json.object();
    entry
        .put("manager", writer.manager())
        .put("operation", writer.applied() ? APPLY : UPDATE)
        .put("apiVersion", owned.apiVersion());
    if (owned.time() != null) {
      entry.put("time", owned.time());
    }
    entry.put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", owned.fields().json());
    if (!writer.subresource().isEmpty()) {
      entry.put("subresource", writer.subresource());
    }
    return entry;
  }
}
