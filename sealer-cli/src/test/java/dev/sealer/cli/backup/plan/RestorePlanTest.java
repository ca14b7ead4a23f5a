package dev.sealer.cli.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.backup.TestKeys;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.ReissuedKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorePlanTest {

  private static final SealingKeyPair OLD = TestKeys.ofMonth(0);
  private static final SealingKeyPair NEW = TestKeys.ofMonth(1);
  private static final SealingKeyPair STRAY = TestKeys.ofMonth(2);
  private static final Instant NEW_START = NEW.certificate().notBefore();

  private final BackedUpKey old = TestKeys.backedUp("old", "active", OLD);
  private final BackedUpKey current = TestKeys.backedUp("new", "active", NEW);
  private final KeyBackup backup = TestKeys.backup(old, current);

  @Test
  void anEmptyClusterGetsEveryKey() {
    assertThat(plan("other").steps())
        .containsExactly(
            new RestoreStep.Create(current, "new"), new RestoreStep.Create(old, "old"));
  }

  @Test
  void aKeyThatANewClusterMadeForItselfIsSetBehindTheNewestOfTheBackup() {
    RestorePlan plan = plan("other", live("own", "active", STRAY));

    assertThat(plan.steps().getLast())
        .isEqualTo(
            new RestoreStep.MakeOlder("own", STRAY, false, NEW_START.minus(Duration.ofSeconds(1))));
  }

  @Test
  void theLegacyKeyWithoutLabelIsSetBehindToo() {
    assertThat(plan("other", live("sealed-secrets-key", "", STRAY)).steps().getLast())
        .isInstanceOf(RestoreStep.MakeOlder.class);
  }

  @Test
  void aSecondRunChangesNothing() {
    SealingKeyPair behind =
        ReissuedKey.validFrom(NEW_START.minus(Duration.ofSeconds(1)), STRAY, new SecureRandom());

    RestorePlan plan =
        plan(
            "other",
            live("old", "active", OLD),
            live("new", "active", NEW),
            live("own", "active", behind));

    assertThat(plan.isDone()).isTrue();
  }

  @Test
  void theClusterOfTheBackupKeepsTheKeyItRenewedSince() {
    assertThat(
            plan("home", live("new", "active", NEW), live("renewed", "active", STRAY))
                .steps()
                .getLast())
        .isEqualTo(
            new RestoreStep.KeepCurrent(
                "renewed",
                STRAY,
                "this is the cluster of the backup, which renewed its key since"));
  }

  @Test
  void theClusterOfTheBackupThatLostItsKeysIsLikeANewOne() {
    assertThat(plan("home", live("own", "active", STRAY)).steps().getLast())
        .isInstanceOf(RestoreStep.MakeOlder.class);
  }

  @Test
  void aClusterThatIsNotKnownIsLikeANewOne() {
    assertThat(plan("", live("new", "active", NEW), live("own", "active", STRAY)).steps().getLast())
        .isInstanceOf(RestoreStep.MakeOlder.class);
  }

  @Test
  void newerKeysStayInFrontWhereThatIsAskedFor() {
    RestorePlan plan =
        RestorePlan.of(
            backup,
            new ClusterKeys("other", List.of(live("own", "active", STRAY)), Set.of()),
            "asked");

    assertThat(plan.steps().getLast())
        .isEqualTo(new RestoreStep.KeepCurrent("own", STRAY, "asked"));
  }

  @Test
  void keysThatControllersDoNotLoadAreLeftAlone() {
    KeySecret malformed = KeySecret.Malformed.active("broken", "uid", "no tls.key");

    assertThat(plan("other", live("own", "compromised", STRAY), malformed).steps())
        .containsExactly(
            new RestoreStep.Create(current, "new"), new RestoreStep.Create(old, "old"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compromised", "inactive"})
  void aKeyThatWasSetAsideSinceIsNotPutBack(String status) {
    RestorePlan plan = plan("home", live("new", status, NEW), live("own", "active", STRAY));

    assertThat(plan.steps())
        .containsExactly(
            new RestoreStep.Leave(current, "new", "it is there, labelled '" + status + "' since"),
            new RestoreStep.Create(old, "old"));
  }

  @Test
  void aRestoreThatWasInterruptedGoesOn() {
    assertThat(plan("other", live("old", KeySecret.RESTORING, OLD)).steps())
        .containsExactly(
            new RestoreStep.Create(current, "new"), new RestoreStep.Update(old, "old"));
  }

  @Test
  void aNameThatIsTakenIsNotOverwritten() {
    KeySecret malformed = KeySecret.Malformed.active("new", "uid", "no tls.key");
    ClusterKeys cluster = new ClusterKeys("other", List.of(malformed), Set.of("old"));

    List<RestoreStep> steps = RestorePlan.of(backup, cluster, "").steps();

    assertThat(steps).hasSize(2);
    assertThat(steps).allSatisfy(step -> assertThat(step).isInstanceOf(RestoreStep.Create.class));
    assertThat(steps.get(0).secret()).matches("new-[a-z0-9]{8}");
    assertThat(steps.get(1).secret()).matches("old-[a-z0-9]{8}");
    assertThat(RestorePlan.of(backup, cluster, "").steps()).isEqualTo(steps);
  }

  @Test
  void theSameKeyUnderAnotherNameIsThatKey() {
    assertThat(plan("other", live("renamed", "active", NEW)).steps().getFirst())
        .isEqualTo(new RestoreStep.Leave(current, "renamed", "it is there"));
  }

  @Test
  void aCertificateThatBeginsAtAnotherTimeIsPutRight() {
    SealingKeyPair later =
        ReissuedKey.validFrom(NEW_START.plus(Duration.ofDays(9)), OLD, new SecureRandom());

    assertThat(plan("other", live("old", "active", later)).steps())
        .containsExactly(
            new RestoreStep.Create(current, "new"), new RestoreStep.Update(old, "old"));
  }

  private RestorePlan plan(String uid, KeySecret... live) {
    return RestorePlan.of(backup, new ClusterKeys(uid, Arrays.asList(live), Set.of()), "");
  }

  private static KeySecret live(String name, String status, SealingKeyPair pair) {
    return new KeySecret.Usable(
        new KeySecret.Head(name, "uid", Instant.EPOCH, status, false), pair);
  }
}
