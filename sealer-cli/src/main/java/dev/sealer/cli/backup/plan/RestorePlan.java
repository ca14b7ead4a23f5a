package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps of a restore. Afterwards every key of the backup is in the cluster, and the newest of
 * them is the one to seal for, unless the cluster has renewed its keys since the backup was made.
 */
public record RestorePlan(List<RestoreStep> steps) {

  private static final int SUFFIX = 8;

  /** Copies the list. */
  public RestorePlan {
    steps = List.copyOf(steps);
  }

  /**
   * Decides.
   *
   * @param keepBecause why newer keys of the cluster stay newest in any case; empty when they need
   *     not
   */
  public static RestorePlan of(KeyBackup backup, ClusterKeys cluster, String keepBecause) {
    List<RestoreStep> steps = new ArrayList<>();
    for (BackedUpKey key : backup.keys()) {
      steps.add(restore(key, cluster));
    }
    backup
        .current()
        .filter(current -> willBeLoaded(current, cluster))
        .ifPresent(current -> steps.addAll(newer(backup, current, cluster, keepBecause)));
    return new RestorePlan(steps);
  }

  /** Returns whether the cluster is as it should be. */
  public boolean isDone() {
    return steps.stream().noneMatch(RestoreStep::changes);
  }

  private static RestoreStep restore(BackedUpKey key, ClusterKeys cluster) {
    Optional<KeySecret> found = find(key, cluster);
    if (found.isEmpty()) {
      String name = cluster.isTaken(key.name()) ? otherName(key) : key.name();
      return new RestoreStep.Create(key, name);
    }
    KeySecret live = found.get();
    String status = key.shape().status();
    if (live.status().equals(KeySecret.RESTORING)) {
      return new RestoreStep.Update(key, live.name());
    }
    if (!live.status().equals(status) && !(live.isLoaded() && isLoaded(status))) {
      return new RestoreStep.Leave(
          key, live.name(), "it is there, labelled '%s' since".formatted(live.status()));
    }
    boolean sameCertificate =
        live.usablePair().filter(pair -> sameStart(pair, key.pair())).isPresent();
    return sameCertificate
        ? new RestoreStep.Leave(key, live.name(), "it is there")
        : new RestoreStep.Update(key, live.name());
  }

  /** Returns the Secret that holds the same key; of several the one with the same name. */
  private static Optional<KeySecret> find(BackedUpKey key, ClusterKeys cluster) {
    List<KeySecret> same = cluster.keys().stream().filter(live -> isSameKey(live, key)).toList();
    return same.stream()
        .filter(live -> live.name().equals(key.name()))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  private static boolean isSameKey(KeySecret live, BackedUpKey key) {
    return live.usablePair()
        .filter(pair -> pair.fingerprint().equals(key.fingerprint()))
        .isPresent();
  }

  private static boolean willBeLoaded(BackedUpKey key, ClusterKeys cluster) {
    return find(key, cluster)
        .map(live -> live.isLoaded() || live.status().equals(KeySecret.RESTORING))
        .orElse(true);
  }

  private static List<RestoreStep> newer(
      KeyBackup backup, BackedUpKey current, ClusterKeys cluster, String keepBecause) {
    Instant start = current.pair().certificate().notBefore();
    boolean renewedSince =
        backup.manifest().cluster().isSameCluster(cluster.uid())
            && find(current, cluster).filter(KeySecret::isLoaded).isPresent();
    List<RestoreStep> steps = new ArrayList<>();
    for (KeySecret live : cluster.keys()) {
      if (!live.isLoaded() || live.usablePair().isEmpty()) {
        continue;
      }
      SealingKeyPair pair = live.usablePair().get();
      boolean isNewer =
          !backup.fingerprints().contains(pair.fingerprint())
              && !pair.certificate().notBefore().isBefore(start);
      if (isNewer) {
        steps.add(step(live, pair, start, whyKept(keepBecause, renewedSince)));
      }
    }
    return steps;
  }

  private static RestoreStep step(KeySecret live, SealingKeyPair pair, Instant start, String kept) {
    return kept.isEmpty()
        ? new RestoreStep.MakeOlder(
            live.name(), pair, live.head().immutable(), start.minus(Duration.ofSeconds(1)))
        : new RestoreStep.KeepCurrent(live.name(), pair, kept);
  }

  private static String whyKept(String keepBecause, boolean renewedSince) {
    if (!keepBecause.isEmpty()) {
      return keepBecause;
    }
    return renewedSince ? "this is the cluster of the backup, which renewed its key since" : "";
  }

  private static boolean isLoaded(String status) {
    return KeySecret.isLoadedStatus(status);
  }

  private static boolean sameStart(SealingKeyPair one, SealingKeyPair other) {
    return one.certificate().notBefore().equals(other.certificate().notBefore());
  }

  /**
   * Returns a name for a key whose own is taken; the same each time, so that a second run finds it.
   */
  private static String otherName(BackedUpKey key) {
    String letters =
        key.fingerprint()
            .value()
            .substring("SHA256:".length())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]", "");
    return key.name() + "-" + letters.substring(0, SUFFIX);
  }
}
