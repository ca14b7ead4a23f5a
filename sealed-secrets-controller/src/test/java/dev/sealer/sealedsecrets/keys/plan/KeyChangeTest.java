package dev.sealer.sealedsecrets.keys.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChangeTest {

  private static final SealingKeyPair A = SealedObjects.CURRENT;
  private static final SealingKeyPair B = SealedObjects.OLD;

  @Test
  void tellsWhichKeysCameAndWhichWent() {
    KeyChange comes = new KeyChange(keys(A), keys(A, B));
    KeyChange goes = new KeyChange(keys(A, B), keys(A));

    assertThat(comes.added()).containsExactly(B.fingerprint().value());
    assertThat(comes.removed()).isEmpty();
    assertThat(goes.added()).isEmpty();
    assertThat(goes.removed()).containsExactly(B.fingerprint().value());
  }

  @Test
  void aKeySecretIsSetAsideOnceForEachProblem() {
    KeySecret.Malformed bad = KeySecret.Malformed.active("bad", "uid", "no tls.key");
    KeySet with = KeySet.of(KeyOrder.CERT_NOT_BEFORE, List.of(bad));

    assertThat(new KeyChange(keys(A), with).newlyMalformed()).containsExactly(bad);
    assertThat(new KeyChange(with, with).newlyMalformed()).isEmpty();
  }

  private static KeySet keys(SealingKeyPair... pairs) {
    return KeySet.of(
        KeyOrder.CERT_NOT_BEFORE,
        Arrays.stream(pairs)
            .map(pair -> KeySecret.Usable.active(pair.fingerprint().value(), Instant.EPOCH, pair))
            .toList());
  }
}
