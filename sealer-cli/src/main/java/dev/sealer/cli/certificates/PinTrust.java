package dev.sealer.cli.certificates;

import dev.sealer.sealing.SealingCertificate;

/**
 * The relation of a fetched certificate to the pinned one. A renewed certificate begins later; one
 * that does not is not a renewal, no matter who confirms it.
 */
public enum PinTrust {
  /** Has the pinned key. */
  SAME_KEY,
  /** Another key, and begins later: may be a renewal, if the user says so. */
  NEWER,
  /** Another key, and does not begin later: never a renewal. */
  FOREIGN;

  /** Compares two certificates. */
  public static PinTrust of(SealingCertificate pinned, SealingCertificate fetched) {
    if (pinned.fingerprint().equals(fetched.fingerprint())) {
      return SAME_KEY;
    }
    return fetched.notBefore().isAfter(pinned.notBefore()) ? NEWER : FOREIGN;
  }
}
