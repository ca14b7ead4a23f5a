package dev.sealer.externalsecrets.deletion;

import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts how many keys of each store are missing, over all ExternalSecrets. It is filled from their
 * statuses, so a new leader counts as the former one did. Safe for use by several threads.
 */
public final class LossLedger {

  /** The most that a person's clock may be ahead of ours. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private final DeletionLimits limits;
  private final Map<ObjectKey, Item> items = new HashMap<>();

  /** Counts nothing yet. */
  public LossLedger(DeletionLimits limits) {
    this.limits = limits;
  }

  private record Item(Predicate<SourceState> removes, List<SourceState> states) {
    List<SourceState> of(StoreRef store) {
      return states.stream().filter(state -> state.id().store().equals(store)).toList();
    }
  }

  /**
   * The keys of one store.
   *
   * @param missing keys that are missing and neither released nor removed
   * @param removed keys that were removed a short while ago, and were not released
   * @param total all keys of the store
   * @param held whether nothing may be removed
   */
  public record Tally(int missing, int removed, int total, boolean held) {}

  /**
   * Notes the sources of an ExternalSecret.
   *
   * @param removes whether the keys of a source are ever removed because it is missing
   */
  public synchronized void put(
      ObjectKey externalSecret, Predicate<SourceState> removes, List<SourceState> all) {
    items.put(externalSecret, new Item(removes, all));
  }

  /** Forgets an ExternalSecret. */
  public synchronized void remove(ObjectKey externalSecret) {
    items.remove(externalSecret);
  }

  /**
   * Counts the keys of a store.
   *
   * @param namespace of the ExternalSecrets, where the store is not a cluster's
   * @param hold whether and until when a person decided about deletions
   */
  public synchronized Tally tally(StoreRef store, String namespace, Hold hold, Instant now) {
    int missing = 0;
    int removed = 0;
    int total = 0;
    for (Map.Entry<ObjectKey, Item> item : items.entrySet()) {
      if (!uses(item.getKey(), store, namespace)) {
        continue;
      }
      for (SourceState state : item.getValue().of(store)) {
        int keys = state.keys().size();
        total += keys;
        if (item.getValue().removes().test(state) && !isReleased(state, hold, now)) {
          missing += isMissing(state) ? keys : 0;
          removed += wentLately(state, now) ? keys : 0;
        }
      }
    }
    boolean tooMany = limits.areExceeded(missing + removed, total);
    return new Tally(missing, removed, total, missing > 0 && (tooMany || hold.present()));
  }

  private static boolean uses(ObjectKey externalSecret, StoreRef store, String namespace) {
    return store.kind() == StoreKind.CLUSTER_SECRET_STORE
        || externalSecret.namespace().equals(namespace);
  }

  private static boolean isMissing(SourceState state) {
    return state.absence().filter(absence -> absence.removed().isEmpty()).isPresent();
  }

  private boolean wentLately(SourceState state, Instant now) {
    return state
        .absence()
        .flatMap(SourceState.Absence::removed)
        .filter(at -> at.plus(limits.window()).isAfter(now))
        .isPresent();
  }

  /** Returns whether a person let go what {@code state} says is missing. */
  public static boolean isReleased(SourceState state, Hold hold, Instant now) {
    return state
        .absence()
        .filter(absence -> !absence.since().isAfter(hold.released()))
        .filter(_ -> !hold.released().isAfter(now.plus(CLOCK_DIFFERENCE)))
        .isPresent();
  }

  /**
   * The state of deletions that a store object reports.
   *
   * @param present whether its condition says that deletions are held
   * @param released what was missing by then may be removed; {@link Instant#MIN} for nothing
   */
  public record Hold(boolean present, Instant released) {
    /** Nothing is held and nothing was released. */
    public static final Hold NONE = new Hold(false, Instant.MIN);
  }
}
