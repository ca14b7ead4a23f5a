package dev.sealer.externalsecrets.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ExternalSecretStatus;
import dev.sealer.externalsecrets.deletion.SourceId;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.fetch.GeneratedKeys;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code status.sources} and {@code status.generators} of an ExternalSecret. */
public final class SourceJson {

  private SourceJson() {}

  /** Returns the origins that a status names; sources that cannot be read are left out. */
  public static SourceReport report(ExternalSecretStatus status) {
    return new SourceReport(
        status.sources().stream().flatMap(SourceJson::state).toList(),
        status.generators().stream()
            .map(from -> new GeneratedKeys(from.generator(), from.keys()))
            .toList());
  }

  private static Stream<SourceState> state(ExternalSecretStatus.Source source) {
    int slash = source.store().indexOf('/');
    return StoreKind.named(source.store().substring(0, Math.max(0, slash))).stream()
        .filter(_ -> slash > 0)
        .map(kind ->
            new SourceState(
                new SourceId(
                    new StoreRef(kind, source.store().substring(slash + 1)),
                    source.key(),
                    orEmpty(source.property()),
                    orEmpty(source.version())),
                source.keys(),
                absence(source),
                Optional.ofNullable(source.lastGood()).map(ConditionJson::instant)));
  }

  private static Optional<SourceState.Absence> absence(ExternalSecretStatus.Source source) {
    return Optional.of(ConditionJson.instant(source.missingSince()))
        // No time, or one that cannot be read, must not look like a long time ago.
        .filter(since -> !since.equals(Instant.EPOCH))
        .map(since ->
            new SourceState.Absence(
                since,
                orEmpty(source.missingIn()),
                Optional.ofNullable(source.removedAt()).map(ConditionJson::instant)));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Puts the origins into a status, which names none yet. */
  public static void put(ObjectNode status, SourceReport report) {
    if (!report.states().isEmpty()) {
      put(status.putArray("sources"), report.states());
    }
    if (!report.generated().isEmpty()) {
      ArrayNode generators = status.putArray("generators");
      for (GeneratedKeys from : report.generated()) {
        ObjectNode node = generators.addObject().put("generator", from.generator());
        from.keys().forEach(node.putArray("keys")::add);
      }
    }
  }

  private static void put(ArrayNode array, List<SourceState> states) {
    for (SourceState state : states) {
      ObjectNode node = array.addObject();
      SourceId id = state.id();
      node.put("store", id.store().kind().kind() + "/" + id.store().name());
      node.put("key", id.key());
      if (!id.property().isEmpty()) {
        node.put("property", id.property());
      }
      if (!id.version().isEmpty()) {
        node.put("version", id.version());
      }
      if (!state.keys().isEmpty()) {
        state.keys().forEach(node.putArray("keys")::add);
      }
      state
          .absence()
          .ifPresent(absence -> {
            node.put("missingSince", absence.since().toString());
            node.put("missingIn", absence.origin());
            absence.removed().ifPresent(at -> node.put("removedAt", at.toString()));
          });
      state.lastGood().ifPresent(at -> node.put("lastGood", at.toString()));
    }
  }
}
