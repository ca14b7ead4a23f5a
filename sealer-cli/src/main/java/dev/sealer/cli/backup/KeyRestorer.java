package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.RestorePlan;
import dev.sealer.cli.backup.plan.RestoreStep;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.ReissuedKey;
import dev.sealer.sealing.model.KeySecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Carries a restore out. Older keys are first made under a label that no controller loads: one that
 * saw them alone would make a newer key at once. Then comes the newest, then the others are
 * labelled. The order of creation is that of the backup too, for controllers that go by it.
 */
public final class KeyRestorer {

  private static final Duration NEXT_SECOND = Duration.ofMillis(1100);
  private static final int ROUNDS = 8;
  private static final int QUIET_ROUNDS = 2;

  /** One key may be in the making when the first look is taken; what comes later is a renewal. */
  private static final int ROUNDS_THAT_REISSUE = 2;

  private static final String ASKED = "newer keys were to be kept";
  private static final String RENEWED =
      "it was made after the restore: the newest key of the backup was due for renewal";

  private final KeyCluster cluster;
  private final KeyBackup backup;
  private final boolean keepNewer;
  private final SecureRandom random = new SecureRandom();

  /** Creates a restore of {@code backup}, which the caller must close. */
  public KeyRestorer(KeyCluster cluster, KeyBackup backup, boolean keepNewer) {
    this.cluster = cluster;
    this.backup = backup;
    this.keepNewer = keepNewer;
  }

  /** Returns what would be done now. */
  public RestorePlan plan() {
    return plan(0);
  }

  private RestorePlan plan(int round) {
    String why = round < ROUNDS_THAT_REISSUE ? "" : RENEWED;
    return RestorePlan.of(backup, cluster.look(backup), keepNewer ? ASKED : why);
  }

  /**
   * Restores, and looks again until nothing is left to do: a controller that has just started may
   * have begun to make a key of its own, which takes it some seconds.
   *
   * @return all that was done, and what was left as it is
   */
  public List<RestoreStep> run() {
    cluster.ensureNamespace();
    List<RestoreStep> done = new ArrayList<>();
    RestorePlan plan = plan();
    int quiet = plan.isDone() ? QUIET_ROUNDS : 0;
    for (int round = 0; quiet < QUIET_ROUNDS; round++) {
      if (round == ROUNDS) {
        throw new CommandFailure(
            "the keys are restored, but something in namespace %s still changes them; stop it"
                    .formatted(cluster.namespace())
                + " and run the same command again");
      }
      carryOut(plan.steps());
      plan.steps().stream().filter(RestoreStep::changes).forEach(done::add);
      pause();
      plan = plan(round + 1);
      quiet = plan.isDone() ? quiet + 1 : 0;
    }
    List<String> changed = done.stream().map(RestoreStep::secret).toList();
    plan.steps().stream().filter(step -> !changed.contains(step.secret())).forEach(done::add);
    return done;
  }

  private void carryOut(List<RestoreStep> steps) {
    List<RestoreStep.Create> missing =
        steps.stream()
            .filter(RestoreStep.Create.class::isInstance)
            .map(RestoreStep.Create.class::cast)
            .sorted(Comparator.comparing(step -> step.key().shape().created()))
            .toList();
    List<RestoreStep.Create> older = missing.stream().filter(step -> !isCurrent(step)).toList();
    older.forEach(step -> cluster.write(step.key(), step.secret(), KeySecret.RESTORING));
    if (!older.isEmpty()) {
      pause();
    }
    missing.stream()
        .filter(this::isCurrent)
        .forEach(step -> cluster.write(step.key(), step.secret(), status(step.key())));
    older.forEach(step -> cluster.write(step.key(), step.secret(), status(step.key())));
    for (RestoreStep step : steps) {
      switch (step) {
        case RestoreStep.Update update ->
            cluster.write(update.key(), update.secret(), status(update.key()));
        case RestoreStep.MakeOlder stray -> makeOlder(stray);
        case RestoreStep.Create _, RestoreStep.Leave _, RestoreStep.KeepCurrent _ -> {}
      }
    }
  }

  private void makeOlder(RestoreStep.MakeOlder stray) {
    if (stray.immutable()) {
      throw new CommandFailure(
          "key Secret %s/%s is newer than the restored keys and immutable: delete it if nothing was"
                  .formatted(cluster.namespace(), stray.secret())
              + " sealed for it, or use --keep-newer");
    }
    cluster.replaceCertificate(
        stray.secret(),
        stray.pair(),
        ReissuedKey.validFrom(stray.notBefore(), stray.pair(), random));
  }

  private boolean isCurrent(RestoreStep.Create step) {
    return backup.current().filter(current -> current.equals(step.key())).isPresent();
  }

  /**
   * A key without label is known by its name alone, which the new cluster's controller need not
   * share.
   */
  private static String status(BackedUpKey key) {
    String status = key.shape().status();
    return status.isEmpty() ? KeySecret.ACTIVE : status;
  }

  private static void pause() {
    try {
      Thread.sleep(NEXT_SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted: run the same command again", e);
    }
  }
}
