package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts SealedSecrets by the sealing key that unsealed them, from their statuses. Counts at most
 * once per second, however often it is read. Safe for use by several threads.
 */
final class ObjectsByKey {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /** The state of a SealedSecret. */
  enum State {
    /** All its values are sealed with the current key. */
    CURRENT,
    /** At least one value is sealed with an older key, or with one that was deleted. */
    STALE,
    /** It is not unsealed. */
    CLOSED
  }

  private record Counts(long at, Map<String, Integer> byKey, Map<State, Integer> byState) {}

  private final Supplier<? extends Collection<SealedSecret>> objects;
  private final Supplier<KeySet> keys;
  private final LongSupplier clock;
  private @Nullable Counts last;

  ObjectsByKey(
      Supplier<? extends Collection<SealedSecret>> objects,
      Supplier<KeySet> keys,
      LongSupplier clock) {
    this.objects = objects;
    this.keys = keys;
    this.clock = clock;
  }

  /** Returns the number of SealedSecrets with a value that this key unsealed. */
  int unsealedBy(String fingerprint) {
    return counts().byKey().getOrDefault(fingerprint, 0);
  }

  int in(State state) {
    return counts().byState().getOrDefault(state, 0);
  }

  private synchronized Counts counts() {
    long now = clock.getAsLong();
    Counts counts = last;
    if (counts == null || now - counts.at() >= FRESH_NANOS) {
      counts = count(now);
      last = counts;
    }
    return counts;
  }

  private Counts count(long now) {
    List<String> newest = keys.get().fingerprints();
    String current = newest.isEmpty() ? "" : newest.getFirst();
    Map<String, Integer> byKey = new HashMap<>();
    Map<State, Integer> byState = new HashMap<>();
    for (SealedSecret object : objects.get()) {
      SealedSecretStatus status = object.getStatus();
      if (status == null || status.unsealed() == null) {
        byState.merge(State.CLOSED, 1, Integer::sum);
        continue;
      }
      List<String> unsealedBy = status.unsealed().keys();
      boolean stale = unsealedBy.stream().anyMatch(key -> !key.equals(current));
      byState.merge(stale ? State.STALE : State.CURRENT, 1, Integer::sum);
      new HashSet<>(unsealedBy).forEach(key -> byKey.merge(key, 1, Integer::sum));
    }
    return new Counts(now, byKey, byState);
  }
}
