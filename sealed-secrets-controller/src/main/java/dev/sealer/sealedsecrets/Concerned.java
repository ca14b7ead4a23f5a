package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.StatusPlanner;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Which SealedSecrets a change of keys concerns, by what their status says. */
final class Concerned {

  private static final List<String> WAITING =
      Arrays.stream(Failure.Reason.values())
          .filter(Failure.Reason::waitsForKey)
          .map(Failure.Reason::wire)
          .collect(Collectors.toUnmodifiableList());

  private Concerned() {}

  /**
   * Whether {@code object} must be looked at again: a key that opened it is gone, or a key has come
   * that may open it. Without a status nothing is known, so it is looked at.
   */
  static boolean by(KeyChange change, SealedSecret object) {
    SealedSecretStatus status = object.getStatus();
    if (status == null) {
      return true;
    }
    return status.unsealed() == null
        ? !change.added().isEmpty() && waitsForKey(status)
        : !Collections.disjoint(status.unsealed().keys(), change.removed());
  }

  /** The peer gives no reason: then it may be the key. */
  private static boolean waitsForKey(SealedSecretStatus status) {
    return status.conditions().stream()
        .filter(c -> c.type().equals(StatusPlanner.SYNCED))
        .findFirst()
        .map(Concerned::waits)
        .orElse(true);
  }

  private static boolean waits(Condition synced) {
    return !synced.status().equals("True")
        && (synced.reason() == null || WAITING.contains(synced.reason()));
  }
}
