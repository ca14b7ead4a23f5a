package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apply.ApplyConflictException.Conflict;
import dev.sealer.simulation.apply.ManagedEntries.Owned;
import dev.sealer.simulation.apply.ManagedEntries.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code metadata.managedFields} of the objects of one kind and version, and merges what is
 * applied.
 *
 * @param apiVersion of the objects
 * @param type of the objects
 * @param subresource that is written; empty for the object itself
 * @param ignored fields that a write to this resource cannot change
 * @param blank an object of the kind without content
 */
public record FieldOwnership(
    String apiVersion, FieldType type, String subresource, FieldTree ignored, ObjectNode blank) {

  private static final String METADATA = "metadata";
  private static final String MANAGED_FIELDS = "managedFields";
  private static final String BEFORE_APPLY = "before-first-apply";

  /** Fields that identify an object or that only the API server writes. */
  private static final FieldTree NEVER_OWNED =
      FieldTree.of(
          List.of(
              List.of("f:apiVersion"),
              List.of("f:kind"),
              List.of("f:metadata"),
              List.of("f:metadata", "f:name"),
              List.of("f:metadata", "f:namespace"),
              List.of("f:metadata", "f:creationTimestamp"),
              List.of("f:metadata", "f:selfLink"),
              List.of("f:metadata", "f:uid"),
              List.of("f:metadata", "f:clusterName"),
              List.of("f:metadata", "f:generation"),
              List.of("f:metadata", "f:managedFields"),
              List.of("f:metadata", "f:resourceVersion")));

  /**
   * Records what a create, an update or a patch other than an apply changed.
   *
   * @param live the object before; the blank one for a create
   * @param now the object after; its own {@code managedFields} count if they are valid
   * @param manager who wrote
   * @param time RFC 3339
   * @return {@code now} with {@code managedFields}
   */
  public ObjectNode update(JsonNode live, ObjectNode now, String manager, String time) {
    ObjectNode result = withoutEntries(now);
    ManagedEntries entries = given(live, now);
    boolean isNew = live.path(METADATA).path("uid").asText().isEmpty();
    if (entries.isEmpty() && !isNew) {
      return result;
    }
    Writer writer = new Writer(manager, false, apiVersion, subresource);
    return with(result, updated(entries, withoutEntries(live), result, writer, time));
  }

  private ManagedEntries updated(
      ManagedEntries entries, JsonNode live, JsonNode now, Writer writer, String time) {
    FieldChanges changes = FieldChanges.between(type, live, now).without(ignored);
    FieldTree gone = changes.removed();
    FieldTree written = changes.written();
    ManagedEntries others = entries.map((_, fields) -> fields.minus(written).minus(gone));
    FieldTree mine = written.minusAllBelow(ignored).minus(NEVER_OWNED);
    if (mine.isEmpty()) {
      return others;
    }
    Owned before = others.get(writer);
    FieldTree all = before == null ? mine : before.fields().union(mine);
    return others.with(writer, new Owned(all, apiVersion, time));
  }

  /**
   * Applies.
   *
   * @param live the object before; the blank one for a create
   * @param applied what the manager sends
   * @param force whether to take fields over from other managers
   * @return the merged object with {@code managedFields}
   * @throws ApplyConflictException if others own fields that would change, without {@code force}
   */
  public ObjectNode apply(
      ObjectNode live, ObjectNode applied, String manager, boolean force, String time)
      throws ApplyConflictException {
    ManagedEntries entries =
        ManagedEntries.parse(live.path(METADATA).path(MANAGED_FIELDS))
            .orElse(ManagedEntries.none());
    ObjectNode bare = withoutEntries(live);
    if (entries.isEmpty()) {
      Writer unknown = new Writer(BEFORE_APPLY, false, apiVersion, subresource);
      entries = updated(entries, blank, bare, unknown, time);
    }
    Writer writer = new Writer(manager, true, "", subresource);
    Owned last = entries.get(writer);
    Owned mine =
        new Owned(
            FieldCollector.collect(type, applied).minusAllBelow(ignored),
            apiVersion,
            last == null ? null : last.time());
    ManagedEntries claimed = entries.with(writer, mine);
    JsonNode merged = withoutDropped(ObjectMerger.merge(type, bare, applied), claimed, last);
    ManagedEntries settled = settle(bare, merged, claimed, writer, force);
    boolean changed = !merged.equals(bare);
    Owned stripped = mine.with(mine.fields().minus(NEVER_OWNED));
    settled = settled.with(writer, changed ? stripped.at(time) : stripped);
    return with((ObjectNode) (changed ? merged : bare), settled);
  }

  /**
   * Takes out what the manager applied before and does not apply now, unless somebody else owns it.
   */
  private JsonNode withoutDropped(JsonNode merged, ManagedEntries claimed, @Nullable Owned last) {
    if (last == null) {
      return merged;
    }
    FieldTree before = last.fields().withNamedFields(type);
    FieldTree all = FieldCollector.collect(type, merged).withNamedFields(type);
    JsonNode pruned = orEmpty(FieldRemover.remove(type, merged, before));
    FieldTree kept = fields(pruned).union(claimed.all().withNamedFields(type));
    JsonNode restored = orEmpty(FieldRemover.remove(type, merged, all.minus(kept)));
    FieldTree dropped = all.minus(fields(restored)).intersect(before);
    return orEmpty(FieldRemover.remove(type, merged, dropped));
  }

  private FieldTree fields(JsonNode object) {
    return FieldCollector.collect(type, object).withNamedFields(type);
  }

  private static JsonNode orEmpty(JsonNode value) {
    return value.isNull() ? Json.object() : value;
  }

  /** Takes changed and removed fields away from the others, or reports that they own them. */
  private ManagedEntries settle(
      JsonNode live, JsonNode merged, ManagedEntries claimed, Writer writer, boolean force)
      throws ApplyConflictException {
    FieldChanges changes = FieldChanges.between(type, live, merged).without(ignored);
    FieldTree written = changes.written();
    List<Conflict> conflicts = new ArrayList<>();
    for (Writer other : claimed.writers()) {
      Owned owned = claimed.get(other);
      if (owned != null && !other.equals(writer)) {
        owned
            .fields()
            .intersect(written)
            .forEach(
                (path, _) -> conflicts.add(new Conflict(display(other), FieldType.display(path))));
      }
    }
    if (!force && !conflicts.isEmpty()) {
      throw new ApplyConflictException(conflicts);
    }
    return claimed.map((other, fields) ->
        other.equals(writer) ? fields : fields.minus(written).minus(changes.removed()));
  }

  private static String display(Writer writer) {
    String text = "\"" + writer.manager() + "\"";
    if (!writer.subresource().isEmpty()) {
      text += " with subresource \"" + writer.subresource() + "\"";
    }
    return writer.applied() ? text : text + " using " + writer.apiVersion();
  }

  /**
   * The entries to go on from: those of the new object if it brings valid ones, which is how a
   * client rewrites them, else those of the live object.
   */
  private ManagedEntries given(JsonNode live, JsonNode now) {
    JsonNode sent = now.path(METADATA).path(MANAGED_FIELDS);
    ManagedEntries stored =
        ManagedEntries.parse(live.path(METADATA).path(MANAGED_FIELDS))
            .orElse(ManagedEntries.none());
    if (!subresource.isEmpty()) {
      return stored;
    }
    boolean isReset =
        sent.isArray() && (sent.isEmpty() || (sent.size() == 1 && sent.path(0).isEmpty()));
    if (isReset) {
      return ManagedEntries.none();
    }
    Optional<ManagedEntries> valid = ManagedEntries.parse(sent).filter(e -> !e.isEmpty());
    return valid.orElse(stored);
  }

  private static ObjectNode withoutEntries(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    if (copy.get(METADATA) instanceof ObjectNode metadata) {
      metadata.remove(MANAGED_FIELDS);
    }
    return copy;
  }

  private static ObjectNode with(ObjectNode object, ManagedEntries entries) {
    if (!entries.isEmpty()) {
      object.withObject("/" + METADATA).set(MANAGED_FIELDS, entries.json());
    }
    return object;
  }
}
