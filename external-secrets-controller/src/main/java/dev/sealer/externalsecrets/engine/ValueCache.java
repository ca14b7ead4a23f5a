package dev.sealer.externalsecrets.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers for a short while, bounded by bytes. Gives out copies, and wipes a value when it
 * drops it. Safe for use by several threads.
 *
 * <p>A process that was paused may no longer be the leader, and what it knows may be older than
 * what the new leader wrote. A pause therefore empties the cache, and an answer to a call from
 * before the pause is dropped.
 */
final class ValueCache implements AutoCloseable {
  /** A longer pause of the process makes its answers old. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int OVERHEAD = 256;

  private final Cache<Place, Kept> kept;
  private final LongSupplier nanos;
  private volatile long lastBeat;
  private volatile long resumedAt = Long.MIN_VALUE;
  private volatile boolean beating;
  private volatile boolean closed;

  ValueCache(long bytes, LongSupplier nanos) {
    this.nanos = nanos;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Place place, Kept answer) -> OVERHEAD + answer.length())
            .expireAfterWrite(FetchLimits.KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .evictionListener(
                (@Nullable Place place, @Nullable Kept answer, RemovalCause cause) -> {
                  if (answer != null) {
                    answer.close();
                  }
                })
            .build();
  }

  private record Place(StoreIdentity store, StoreQuery read) {}

  /**
   * An answer and where it is from.
   *
   * @param result the answer; its value stays here
   * @param storeVersion version of the store object
   * @param origin see {@link StoreAnswers#origin}
   * @param properties how properties are understood in the value
   * @param askedAt when the call began, in nanoseconds of the monotonic clock
   */
  record Kept(
      StoreAnswer result,
      String storeVersion,
      String origin,
      PropertyDialect properties,
      long askedAt)
      implements AutoCloseable {
    int length() {
      return result instanceof StoreAnswer.Found(SecretBytes value, String _) ? value.length() : 0;
    }

    static Kept unavailable(String cause, String storeVersion, long now) {
      return new Kept(
          StoreAnswer.Failure.unavailable(cause),
          storeVersion,
          "",
          new PropertyDialect(false, false),
          now);
    }

    boolean isFailure() {
      return result instanceof StoreAnswer.Failure;
    }

    boolean isValue() {
      return result instanceof StoreAnswer.Found || result instanceof StoreAnswer.Listed;
    }

    /** Returns the answer with a value of its own; empty if it was wiped meanwhile. */
    Optional<StoreAnswer> copy() {
      if (!(result instanceof StoreAnswer.Found(SecretBytes value, String version))) {
        return Optional.of(result);
      }
      try {
        return Optional.of(new StoreAnswer.Found(value.copy(), version));
      } catch (IllegalStateException wiped) {
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      if (result instanceof StoreAnswer.Found found) {
        found.value().close();
      }
    }
  }

  Optional<Kept> get(StoreIdentity store, StoreQuery read) {
    emptyAfterAPause();
    return Optional.ofNullable(kept.getIfPresent(new Place(store, read)));
  }

  /** Takes over {@code answer}. */
  void put(StoreIdentity store, StoreQuery read, Kept answer) {
    emptyAfterAPause();
    if (closed || isFromBeforeAPause(answer)) {
      answer.close();
      return;
    }
    Kept before = kept.asMap().put(new Place(store, read), answer);
    if (before != null) {
      before.close();
    }
    if (closed) {
      wipe();
    }
  }

  private boolean isFromBeforeAPause(Kept answer) {
    return resumedAt != Long.MIN_VALUE && answer.askedAt() - resumedAt < 0;
  }

  /** Notes that the process runs; called every second once it was called. */
  void beat() {
    emptyAfterAPause();
    lastBeat = nanos.getAsLong();
    beating = true;
    kept.cleanUp();
  }

  private void emptyAfterAPause() {
    long now = nanos.getAsLong();
    if (beating && now - lastBeat > PAUSE.toNanos()) {
      resumedAt = now;
      wipe();
    }
  }

  /** Wipes everything. What is put from now on is wiped at once. */
  @Override
  public void close() {
    closed = true;
    wipe();
  }

  private void wipe() {
    for (Place place : Set.copyOf(kept.asMap().keySet())) {
      Kept answer = kept.asMap().remove(place);
      if (answer != null) {
        answer.close();
      }
    }
  }
}
