package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.model.KeySecret;
import java.util.List;
import java.util.Set;

/**
 * The cluster that keys are restored to, as it was read.
 *
 * @param uid of its namespace {@code kube-system}; empty when it could not be read
 * @param keys every key Secret, usable or not
 * @param otherSecrets names of other Secrets of the namespace that a key of the backup has too
 */
public record ClusterKeys(String uid, List<KeySecret> keys, Set<String> otherSecrets) {

  /** Copies the collections. */
  public ClusterKeys {
    keys = List.copyOf(keys);
    otherSecrets = Set.copyOf(otherSecrets);
  }

  boolean isTaken(String name) {
    return otherSecrets.contains(name) || keys.stream().anyMatch(key -> key.name().equals(name));
  }
}
