package dev.sealer.sealedsecrets.keys.plan;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.NOW;
import static dev.sealer.sealedsecrets.plan.SealedObjects.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealedsecrets.keys.plan.KeyLife.Decision;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyLifeTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final KeyLife MONTHLY = new KeyLife(MONTH, null, false);
  private static final KeyLife NEVER = new KeyLife(Duration.ZERO, null, false);
  private static final KeySet NONE = KeySet.of(KeyOrder.CERT_NOT_BEFORE, List.of());
  private static final KeySet BOTH = keys(KeyOrder.CERT_NOT_BEFORE);

  @Test
  void makesTheFirstKeyEvenWhereKeysAreNotRenewed() {
    assertThat(NEVER.decide(NONE, NOW)).isEqualTo(new Decision.Generate("there is no key"));
  }

  @Test
  void waitsForARestoreWhereTheFirstKeyMustExist() {
    KeyLife restoring = new KeyLife(MONTH, null, true);

    assertThat(restoring.decide(NONE, NOW)).isEqualTo(new Decision.AwaitRestore());
    assertThat(restoring.decide(BOTH, NOW.plus(MONTH))).isInstanceOf(Decision.Generate.class);
  }

  @Test
  void renewsByTheAgeOfTheNewest() {
    assertThat(MONTHLY.decide(BOTH, NOW.plus(Duration.ofDays(29))))
        .isEqualTo(new Decision.Keep(Optional.of(NOW.plus(MONTH))));
    assertThat(MONTHLY.decide(BOTH, NOW.plus(MONTH))).isInstanceOf(Decision.Generate.class);
    assertThat(NEVER.decide(BOTH, NOW.plus(MONTH))).isEqualTo(new Decision.Keep(Optional.empty()));
  }

  @Test
  void aPastCutoffRetiresOlderKeysOnce() {
    KeyLife cut = new KeyLife(Duration.ZERO, NOW.plusSeconds(60), false);

    assertThat(cut.decide(BOTH, NOW.plusSeconds(61))).isInstanceOf(Decision.Generate.class);
    assertThat(cut.decide(BOTH, NOW.plusSeconds(59)))
        .as("a cutoff to come")
        .isInstanceOf(Decision.Keep.class);
    KeySet after =
        KeySet.of(
            KeyOrder.CERT_NOT_BEFORE,
            List.of(usable("new", NOW, SealedObjects.key(2048, NOW.plusSeconds(60)))));
    assertThat(cut.decide(after, NOW.plusSeconds(61))).isInstanceOf(Decision.Keep.class);
  }

  @Test
  void theNewestByCertificateOrBySecretIsCurrent() {
    assertThat(BOTH.current().orElseThrow().name()).isEqualTo("certificate-newer");
    assertThat(keys(KeyOrder.SECRET_CREATION_TIMESTAMP).current().orElseThrow().name())
        .isEqualTo("secret-newer");
    assertThat(BOTH.ring().fingerprints())
        .containsExactly(CURRENT.fingerprint(), OLD.fingerprint());
  }

  @Test
  void ofTheSameAgeTheEarlierSecretStaysCurrent() {
    KeySet same =
        KeySet.of(
            KeyOrder.CERT_NOT_BEFORE,
            List.of(usable("b", NOW.plusSeconds(5), CURRENT), usable("a", NOW, CURRENT)));

    assertThat(same.current().orElseThrow().name()).isEqualTo("a");
  }

  @Test
  void quarantinedKeysCountForNothing() {
    KeySet set =
        KeySet.of(
            KeyOrder.CERT_NOT_BEFORE,
            List.of(KeySecret.Malformed.active("bad", "uid", "no tls.key")));

    assertThat(set.current()).isEmpty();
    assertThat(set.malformed()).hasSize(1);
    assertThat(MONTHLY.decide(set, NOW)).isInstanceOf(Decision.Generate.class);
  }

  private static KeySet keys(KeyOrder order) {
    return KeySet.of(
        order,
        List.of(
            usable("secret-newer", NOW.plusSeconds(9), OLD),
            usable("certificate-newer", NOW, CURRENT)));
  }

  private static KeySecret.Usable usable(String name, Instant created, SealingKeyPair pair) {
    return KeySecret.Usable.active(name, created, pair);
  }
}
