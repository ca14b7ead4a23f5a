package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.SourceId;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers the last result for each ExternalSecret. Without it, the echo of our own write of the
 * Secret would look like work. Losing it costs a read or a call to a store, never a value.
 */
final class SyncMemory {
  private static final Duration FIRST_UNWRITTEN = Duration.ofSeconds(2);

  /** Up to four minutes and a quarter. */
  private static final int MOST_DOUBLINGS = 7;

  private final Map<ObjectKey, Entry> entries = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Pause> pauses = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Map<SourceId, Sight>> sights = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Integer> outdated = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Integer> unanswered = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Integer> unwritten = new ConcurrentHashMap<>();
  private final Map<ObjectKey, String> generated = new ConcurrentHashMap<>();
  private final Map<ObjectKey, String> fetched = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /** Knows nothing; {@code nanos} is a monotonic clock. */
  SyncMemory(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * The last sync of one ExternalSecret.
   *
   * @param uid of the ExternalSecret
   * @param targetVersion resourceVersion of the Secret we know to be as we left it
   * @param inputs versions of the stores and templates it was made from
   * @param refreshed when it began; the status may name an earlier time
   * @param content fingerprint of what was written; empty if nothing was
   */
  record Entry(
      String uid, String targetVersion, String inputs, Instant refreshed, String content) {}

  /** Until when there is no point in another refresh, as long as {@code state} is the same. */
  private record Pause(String state, long until) {}

  /** When a source was first found missing. */
  private record Sight(String origin, long since) {}

  Optional<Entry> get(ExternalSecretObject object) {
    return Optional.ofNullable(entries.get(object.key()))
        .filter(entry -> entry.uid().equals(object.source().uid()));
  }

  void put(ObjectKey key, Entry entry) {
    entries.put(key, entry);
    pauses.remove(key);
    outdated.remove(key);
    unanswered.remove(key);
    unwritten.remove(key);
    generated.remove(key);
    fetched.remove(key);
  }

  /**
   * Notes that generated values were written.
   *
   * @param due what made the refresh due, as the status has it until the refresh is in it
   */
  void noteGenerated(ObjectKey key, String due) {
    generated.put(key, due);
  }

  /** Returns whether values were written for a refresh that the status does not have yet. */
  boolean hasGenerated(ObjectKey key, String due) {
    return due.equals(generated.get(key));
  }

  /** Notes that the stores answered to a version of an ExternalSecret. */
  void noteFetched(ObjectKey key, String version) {
    fetched.put(key, version);
  }

  /** Returns whether the stores answered to that version, and the refresh did not end well. */
  boolean hasFetched(ObjectKey key, String version) {
    return version.equals(fetched.get(key));
  }

  /** Returns how often in a row a store did not answer, this time included. */
  int unanswered(ObjectKey key) {
    return unanswered.merge(key, 1, Integer::sum);
  }

  /** Ends a pause. */
  void resume(ObjectKey key) {
    pauses.remove(key);
  }

  /**
   * Puts refreshes off.
   *
   * @param state everything that another refresh would depend on, but the provider's values
   */
  void pause(ObjectKey key, String state, Duration duration) {
    pauses.put(key, new Pause(state, nanos.getAsLong() + duration.toNanos()));
  }

  /**
   * Puts refreshes off because a status could not be written, each time for twice as long.
   *
   * @param state as for {@link #pause(ObjectKey, String, Duration)}
   */
  void pauseUnwritten(ObjectKey key, String state) {
    int times = unwritten.merge(key, 1, Integer::sum);
    Duration pause = FIRST_UNWRITTEN.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    pause(key, state, pause);
  }

  /** Notes that the status of a failure was written. */
  void wrote(ObjectKey key) {
    unwritten.remove(key);
  }

  /** Returns how long to wait for the next refresh; empty if there is nothing to wait for. */
  Optional<Duration> pause(ObjectKey key, String state) {
    return Optional.ofNullable(pauses.get(key))
        .filter(pause -> pause.state().equals(state))
        .map(pause -> Duration.ofNanos(pause.until() - nanos.getAsLong()))
        .filter(Duration::isPositive);
  }

  /** Returns how often in a row somebody else wrote the Secret before us, this time included. */
  int outdated(ObjectKey key) {
    return outdated.merge(key, 1, Integer::sum);
  }

  /** Returns whether somebody else wrote the Secret before us the last time. */
  boolean isOutdated(ObjectKey key) {
    return outdated.containsKey(key);
  }

  /**
   * Returns how long before its last answer this process found a source missing. The time between
   * two reconciles says less: a slow or a cached answer may be much older than the reconcile.
   *
   * @param askedNanos when the answer of a store was asked for
   */
  Map<SourceId, Duration> seenMissing(ObjectKey key, Map<StoreRef, Long> askedNanos) {
    Map<SourceId, Duration> seen = new HashMap<>();
    sights
        .getOrDefault(key, Map.of())
        .forEach((id, sight) -> {
          Long asked = askedNanos.get(id.store());
          if (asked != null) {
            seen.put(id, Duration.ofNanos(asked - sight.since()));
          }
        });
    return seen;
  }

  /** Notes which sources a refresh found missing. */
  void sawMissing(ObjectKey key, List<SourceState> states) {
    Map<SourceId, Sight> before = sights.getOrDefault(key, Map.of());
    Map<SourceId, Sight> next = new HashMap<>();
    for (SourceState state : states) {
      state
          .absence()
          .ifPresent(absence -> {
            Sight sight = before.get(state.id());
            boolean same = sight != null && sight.origin().equals(absence.origin());
            next.put(
                state.id(),
                same && sight != null ? sight : new Sight(absence.origin(), nanos.getAsLong()));
          });
    }
    if (next.isEmpty()) {
      sights.remove(key);
    } else {
      sights.put(key, Map.copyOf(next));
    }
  }

  void forget(ObjectKey key) {
    entries.remove(key);
    pauses.remove(key);
    sights.remove(key);
    outdated.remove(key);
    unanswered.remove(key);
    unwritten.remove(key);
    generated.remove(key);
    fetched.remove(key);
  }
}
