package dev.sealer.sealedsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.simulation.oracle.NothingLost;
import dev.sealer.simulation.world.TracedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Knows what each SealedSecret has said: only what it said after the Secret was last written is a
 * reason to take something away.
 */
final class SourceHistory implements NothingLost.Reasons {

  /** What a SealedSecret said until it said something else. */
  private record Version(long untilNanos, JsonNode object) {}

  private final Map<ObjectKey, List<Version>> former = new TreeMap<>();
  private final Map<ObjectKey, JsonNode> present = new TreeMap<>();
  private final Map<ObjectKey, Long> secretWritten = new TreeMap<>();
  private final Map<ObjectKey, Long> deleted = new TreeMap<>();

  @Override
  public void stored(TracedWrite write) {
    ObjectKey key = write.stored().key();
    if (write.isOf("secrets")) {
      secretWritten.put(key, write.atNanos());
    } else if (write.isOf("sealedsecrets") && write.stored().subresource().isEmpty()) {
      JsonNode before = write.stored().before();
      if (before != null) {
        former
            .computeIfAbsent(key, _ -> new ArrayList<>())
            .add(new Version(write.atNanos(), before));
      }
      JsonNode after = write.stored().after();
      if (after == null) {
        present.remove(key);
        deleted.put(key, write.atNanos());
      } else {
        present.put(key, after);
      }
    }
  }

  @Override
  public boolean allowDeletion(TracedWrite write) {
    ObjectKey key = write.stored().key();
    boolean gone = deleted.getOrDefault(key, -1L) >= secretWritten.getOrDefault(key, 0L);
    return gone
        || versions(key).stream()
            .anyMatch(v ->
                v.path("metadata")
                    .path("annotations")
                    .path("sealer.dev/recreate-immutable")
                    .asText()
                    .equals("true"));
  }

  @Override
  public boolean allowRemoval(TracedWrite write, String key) {
    return versions(write.stored().key()).stream()
        .anyMatch(v -> !v.path("spec").path("encryptedData").has(key));
  }

  /** Returns what the SealedSecret has said since the Secret was written. */
  private List<JsonNode> versions(ObjectKey key) {
    long since = secretWritten.getOrDefault(key, 0L);
    List<JsonNode> versions = new ArrayList<>();
    JsonNode now = present.get(key);
    if (now != null) {
      versions.add(now);
    }
    former.getOrDefault(key, List.of()).stream()
        .filter(v -> v.untilNanos() >= since)
        .forEach(v -> versions.add(v.object()));
    return versions;
  }
}
