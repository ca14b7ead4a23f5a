package dev.sealer.externalsecrets.plan;

import dev.sealer.externalsecrets.spec.Refresh;
import java.time.Instant;
import java.util.Optional;

/** The decision whether to fetch and write an ExternalSecret now. */
public sealed interface RefreshDecision {

  /** Fetch and write. */
  record Due(Cause cause) implements RefreshDecision {}

  /**
   * Leave everything as it is.
   *
   * @param next when to look again; empty for only on change
   */
  record NotDue(Optional<Instant> next) implements RefreshDecision {}

  /** Why a refresh is due. */
  enum Cause {
    /** It was never synced. */
    FIRST,
    /** Spec, labels or annotations changed since. */
    CHANGED,
    /** The target is missing or was changed by someone else. */
    TARGET,
    /** A store or a template's source changed since. */
    INPUTS,
    /** The interval is over, or the last refresh is dated in the future. */
    INTERVAL
  }

  /**
   * The known state of the last refresh.
   *
   * @param refreshTime {@code status.refreshTime}
   * @param synced {@code status.syncedResourceVersion}; empty if never
   * @param current {@link Source#version} of the object as it is
   * @param inputsChanged whether a store or a template's source is known to have changed
   */
  record Past(Optional<Instant> refreshTime, String synced, String current, boolean inputsChanged) {

    boolean never() {
      return synced.isEmpty() || refreshTime.isEmpty();
    }

    boolean changed() {
      return !synced.equals(current);
    }
  }

  /**
   * Decides.
   *
   * @param targetValid whether the Secret is as we left it
   */
  static RefreshDecision decide(
      Refresh refresh, Past past, boolean targetValid, WakeUp wakeUp, Instant now) {
    if (past.never()) {
      return new Due(Cause.FIRST);
    }
    if (!targetValid) {
      return new Due(Cause.TARGET);
    }
    return switch (refresh.policy()) {
      case CREATED_ONCE -> new NotDue(Optional.empty());
      case ON_CHANGE -> past.changed() ? new Due(Cause.CHANGED) : new NotDue(Optional.empty());
      case PERIODIC -> periodic(refresh, past, wakeUp, now);
    };
  }

  private static RefreshDecision periodic(Refresh refresh, Past past, WakeUp wakeUp, Instant now) {
    if (past.changed()) {
      return new Due(Cause.CHANGED);
    }
    if (!refresh.interval().isPositive()) {
      // Zero means that time and stores change nothing; External Secrets Operator also ignores
      // what its users change (external-secrets#4568).
      return new NotDue(Optional.empty());
    }
    if (past.inputsChanged()) {
      return new Due(Cause.INPUTS);
    }
    Instant last = past.refreshTime().orElse(Instant.MIN);
    Optional<Instant> next = wakeUp.next(last, refresh.interval());
    boolean due = last.isAfter(now) || next.filter(at -> at.isAfter(now)).isEmpty();
    return due ? new Due(Cause.INTERVAL) : new NotDue(next);
  }
}
