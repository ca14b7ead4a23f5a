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

/** Tells which SealedSecrets a change of sealing keys affects, from their statuses. */
final class KeyChangeImpact {

  private static final List<String> WAITING =
      Arrays.stream(Failure.Reason.values())
          .filter(Failure.Reason::waitsForKey)
          .map(Failure.Reason::wire)
          .collect(Collectors.toUnmodifiableList());

  private KeyChangeImpact() {}

  /**
   * Returns whether {@code object} must be reconciled: a key that unsealed it was removed, or a key
   * was added that may unseal it. A SealedSecret without a status is always affected.
   */
  static boolean affects(KeyChange change, SealedSecret object) {
    SealedSecretStatus status = object.getStatus();
    if (status == null) {
      return true;
    }
    return status.unsealed() == null
        ? !change.added().isEmpty() && waitsForKey(status)
        : !Collections.disjoint(status.unsealed().keys(), change.removed());
  }

  /**
   * The Sealed Secrets controller writes no reason, so a failure without one may be a missing key.
   */
  private static boolean waitsForKey(SealedSecretStatus status) {
    return status.conditions().stream()
        .filter(c -> c.type().equals(StatusPlanner.SYNCED))
        .findFirst()
        .map(KeyChangeImpact::waits)
        .orElse(true);
  }

  private static boolean waits(Condition synced) {
    return !synced.status().equals("True")
        && (synced.reason() == null || WAITING.contains(synced.reason()));
  }
}
