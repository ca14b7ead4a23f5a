package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.simulation.oracle.NothingLost;
import dev.sealer.simulation.world.TracedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Knows what ExternalSecrets and the store have said: only what they said after the Secret was last
 * written is a reason to take something away.
 */
final class StoreReasons implements NothingLost.Reasons {

  /** The specification of an ExternalSecret until it changed. */
  private record Version(long untilNanos, WantedSpec wanted) {}

  private final SimStore store;
  private final Map<ObjectKey, List<Version>> former = new TreeMap<>();
  private final Map<ObjectKey, WantedSpec> present = new TreeMap<>();
  private final Map<ObjectKey, Long> secretWritten = new TreeMap<>();

  StoreReasons(SimStore store) {
    this.store = store;
  }

  @Override
  public void stored(TracedWrite write) {
    ObjectKey key = write.stored().key();
    if (write.isOf("secrets")) {
      secretWritten.put(key, write.atNanos());
    } else if (write.isOf("externalsecrets") && write.stored().subresource().isEmpty()) {
      JsonNode before = write.stored().before();
      if (before != null) {
        former
            .computeIfAbsent(key, _ -> new ArrayList<>())
            .add(new Version(write.atNanos(), WantedSpec.of(before)));
      }
      JsonNode after = write.stored().after();
      if (after == null) {
        present.remove(key);
      } else {
        present.put(key, WantedSpec.of(after));
      }
    }
  }

  @Override
  public boolean allowDeletion(TracedWrite write) {
    ObjectKey secret = write.stored().key();
    JsonNode before = write.stored().before();
    String owner = before == null ? "" : ExpectedState.controller(before).path("uid").asText();
    long since = secretWritten.getOrDefault(secret, 0L);
    return versions(secret)
        // One that was an orphan for a while has no owner, and is taken back.
        .filter(wanted -> owner.isEmpty() || wanted.uid().equals(owner))
        .anyMatch(wanted ->
            wanted.target().equals(secret.name())
                ? isSourceGone(wanted, since)
                : wanted.creation().equals("Owner") && !owner.isEmpty());
  }

  /** The user deleted the ExternalSecret, or the store no longer has anything for it. */
  private boolean isSourceGone(WantedSpec wanted, long since) {
    return wanted.deletion().equals("Delete")
        && (wanted.deleting()
            || store.lackedForAMinute(wanted.remote(), "", since)
            || lacksAll(wanted, since));
  }

  private boolean lacksAll(WantedSpec wanted, long since) {
    return !wanted.keys().isEmpty()
        && wanted.keys().stream()
            .allMatch(key -> store.lackedForAMinute(wanted.remote(), key, since));
  }

  @Override
  public boolean allowRemoval(TracedWrite write, String key) {
    ObjectKey secret = write.stored().key();
    JsonNode before = write.stored().before();
    boolean ofOthers =
        before != null
            && ExpectedState.controller(before).path("kind").asText().equals("ConfigMap");
    long since = secretWritten.getOrDefault(secret, 0L);
    return !ofOthers
        && (!key.startsWith("k")
            || versions(secret)
                .anyMatch(wanted ->
                    (!wanted.keys().isEmpty() && !wanted.keys().contains(key))
                        || (isEdited(secret) && store.gaveWithout(wanted.remote(), key, since))
                        || store.lackedForAMinute(wanted.remote(), key, since)));
  }

  /** Returns whether a user ever wanted something else of the Secret: its keys go at once then. */
  private boolean isEdited(ObjectKey secret) {
    return Stream.concat(
                present.values().stream(),
                former.values().stream().flatMap(List::stream).map(Version::wanted))
            .filter(wanted -> wanted.target().equals(secret.name()))
            .map(wanted -> wanted.uid() + wanted.remote() + wanted.keys())
            .distinct()
            .count()
        > 1;
  }

  /** Returns what ExternalSecrets have said about a Secret since it was written. */
  private Stream<WantedSpec> versions(ObjectKey secret) {
    long since = secretWritten.getOrDefault(secret, 0L);
    Stream<WantedSpec> before =
        former.values().stream()
            .flatMap(List::stream)
            .filter(version -> version.untilNanos() >= since)
            .map(Version::wanted);
    return Stream.concat(present.values().stream(), before);
  }
}
