package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.time.Instant;

/** One thing that a restore does, or leaves. */
public sealed interface RestoreStep {

  /** Returns the Secret it is about. */
  String secret();

  /**
   * The key is not in the cluster: its Secret is made.
   *
   * @param secret the name it had, or another when that is taken
   */
  record Create(BackedUpKey key, String secret) implements RestoreStep {}

  /** The key is there, and its Secret is not as the backup has it: it is written again. */
  record Update(BackedUpKey key, String secret) implements RestoreStep {}

  /** The key is there, and nothing is to be done. */
  record Leave(BackedUpKey key, String secret, String why) implements RestoreStep {}

  /**
   * A key of the cluster that the backup lacks would be the one to seal for: its certificate is
   * issued again with an earlier start, so that it still unseals, but is no longer the current key.
   *
   * @param notBefore the new start
   */
  record MakeOlder(String secret, SealingKeyPair pair, boolean immutable, Instant notBefore)
      implements RestoreStep {}

  /** A key of the cluster that the backup lacks stays the one to seal for. */
  record KeepCurrent(String secret, SealingKeyPair pair, String why) implements RestoreStep {}

  /** Returns whether the cluster is changed by it. */
  default boolean changes() {
    return switch (this) {
      case Create _, Update _, MakeOlder _ -> true;
      case Leave _, KeepCurrent _ -> false;
    };
  }
}
