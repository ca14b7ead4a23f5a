package dev.sealer.externalsecrets.plan;

import dev.sealer.externalsecrets.store.StoreQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * When a periodic refresh is due. ExternalSecrets that can share a call to the provider get the
 * same moment; different stores and different batches of one store get different ones. So load is
 * spread, and batches stay together.
 *
 * @param group what is refreshed together: the store's identity and the number of the batch; empty
 *     for an ExternalSecret that shares nothing and is refreshed one interval after the last time
 */
public record WakeUp(String group) {

  /** So many calls to one store may be due at one moment. */
  private static final int CALLS_AT_A_TIME = 8;

  /** Returns the group of an ExternalSecret whose refresh may not come early. */
  public static WakeUp alone() {
    return new WakeUp("");
  }

  /**
   * The group of an ExternalSecret.
   *
   * @param store identity of the store most of it comes from
   * @param reads what it reads there
   * @param distinct how many different reads all ExternalSecrets make in the store
   * @param batchLimit reads that fit into one call
   */
  public static WakeUp of(
      String store, Collection<StoreQuery> reads, int distinct, int batchLimit) {
    int batches = Math.ceilDiv(distinct, Math.max(1, batchLimit));
    // Few calls at a time need no spreading, and fill up better together.
    int parts = Math.ceilDiv(batches, CALLS_AT_A_TIME);
    // A power of two: a growing store splits its groups in two, and moves nothing else.
    int slots = Integer.highestOneBit(Math.max(1, parts - 1)) * (parts > 1 ? 2 : 1);
    String first = reads.stream().map(StoreQuery::subject).min(String::compareTo).orElse("");
    return new WakeUp(store + "#" + Math.floorMod(mixed(first), slots));
  }

  /**
   * The first moment of the group after a refresh: never later than one interval after it.
   *
   * @return empty if the interval is not positive
   */
  public Optional<Instant> next(Instant refreshed, Duration interval) {
    if (!interval.isPositive()) {
      return Optional.empty();
    }
    long period = interval.toSeconds();
    if (group.isEmpty() || !interval.equals(Duration.ofSeconds(period))) {
      // Status times have whole seconds, so only whole seconds can be aligned.
      return Optional.of(refreshed.plus(interval));
    }
    long offset = Math.floorMod(mixed(group), period);
    long elapsed = Math.floorMod(refreshed.getEpochSecond() - offset, period);
    return Optional.of(Instant.ofEpochSecond(refreshed.getEpochSecond() + period - elapsed));
  }

  private static long mixed(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
