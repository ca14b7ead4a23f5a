package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.util.Optional;

/**
 * A key Secret in the cluster.
 *
 * @param name of the Secret
 * @param status value of its key label; empty when it has none and is known by its name
 * @param immutable whether it may not be changed
 * @param pair what it holds; nothing when that is no usable key
 * @param problem why it is not usable; empty otherwise
 */
public record ClusterKey(
    String name, String status, boolean immutable, Optional<SealingKeyPair> pair, String problem) {

  /** The label value of a key that is being restored: no controller loads it yet. */
  public static final String RESTORING = "restoring";

  /** Whether controllers load it. */
  public boolean isLoaded() {
    return pair.isPresent() && (status.isEmpty() || status.equals(BackedUpKey.ACTIVE));
  }

  boolean isSameKeyAs(BackedUpKey key) {
    return pair.filter(live -> live.fingerprint().equals(key.fingerprint())).isPresent();
  }
}
