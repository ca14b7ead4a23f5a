package dev.sealer.sealedsecrets.keys.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a new key is due.
 *
 * @param renewPeriod age of the newest key at which it is followed by another; zero for never
 * @param cutoff keys from before are followed at once by a new one; null for none
 * @param requireExisting whether the first key must come from outside, such as from a backup
 */
public record KeyLife(Duration renewPeriod, @Nullable Instant cutoff, boolean requireExisting) {

  /** The next step for the sealing keys. */
  public sealed interface Decision {

    /**
     * There is a key that is young enough.
     *
     * @param nextRenewal when to look again; nothing when keys are not renewed
     */
    record Keep(Optional<Instant> nextRenewal) implements Decision {}

    /** Make a key now, for this reason. */
    record Generate(String why) implements Decision {}

    /** There is no key and none may be made: wait for one to be restored. */
    record AwaitRestore() implements Decision {}
  }

  /** Decides at {@code now}. */
  public Decision decide(KeySet keys, Instant now) {
    Instant newest = keys.newest().orElse(null);
    if (newest == null) {
      return requireExisting
          ? new Decision.AwaitRestore()
          : new Decision.Generate("there is no key");
    }
    // A cutoff that is still to come says nothing about the keys of today.
    if (cutoff != null && !cutoff.isAfter(now) && newest.isBefore(cutoff)) {
      return new Decision.Generate("the newest key is from before the cutoff " + cutoff);
    }
    if (renewPeriod.isZero()) {
      return new Decision.Keep(Optional.empty());
    }
    Instant due = newest.plus(renewPeriod);
    return due.isAfter(now)
        ? new Decision.Keep(Optional.of(due))
        : new Decision.Generate("the newest key is older than " + renewPeriod);
  }
}
