package dev.sealer.sealedsecrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.sealedsecrets.keys.plan.KeyChange;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of sealing keys enqueues the SealedSecrets that it affects, and no others. */
class KeyChangeImpactTest {

  private static final SealingKeyPair A = SealedObjects.CURRENT;
  private static final SealingKeyPair B = SealedObjects.OLD;
  private static final KeyChange B_COMES = new KeyChange(keys(A), keys(A, B));
  private static final KeyChange B_GOES = new KeyChange(keys(A, B), keys(A));

  @Test
  void aKeyThatGoesConcernsWhatItOpened() {
    assertThat(KeyChangeImpact.affects(B_GOES, opened(B))).isTrue();
    assertThat(KeyChangeImpact.affects(B_GOES, opened(A, B))).isTrue();
    assertThat(KeyChangeImpact.affects(B_GOES, opened(A))).isFalse();
    assertThat(KeyChangeImpact.affects(B_GOES, failed("UnknownKey"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UnknownKey, true",
    "NotDecryptable, true",
    "WrongScope, false",
    "Malformed, false",
    "TemplateFailed, false",
    "NotManaged, false",
    "Immutable, false",
    "TypeChanged, false",
    "Refused, false",
    "Unavailable, false",
    ", true",
  })
  void aKeyThatComesConcernsWhatLacksOne(@Nullable String reason, boolean concerned) {
    assertThat(KeyChangeImpact.affects(B_COMES, failed(reason))).isEqualTo(concerned);
    assertThat(KeyChangeImpact.affects(B_COMES, opened(A))).isFalse();
  }

  @Test
  void withoutAStatusNothingIsKnown() {
    assertThat(KeyChangeImpact.affects(B_COMES, new SealedSecret())).isTrue();
    assertThat(KeyChangeImpact.affects(B_GOES, new SealedSecret())).isTrue();
  }

  @Test
  void anOrderThatChangesConcernsNothing() {
    KeyChange same = new KeyChange(keys(A, B), keys(A, B));

    assertThat(KeyChangeImpact.affects(same, opened(A))).isFalse();
    assertThat(KeyChangeImpact.affects(same, failed("UnknownKey"))).isFalse();
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

  private static SealedSecret opened(SealingKeyPair... by) {
    List<String> keys = Arrays.stream(by).map(pair -> pair.fingerprint().value()).toList();
    return with(
        new SealedSecretStatus(
            1L, List.of(synced("True", "Unsealed")), new Unsealed(keys, "input", "uid", "1")));
  }

  private static SealedSecret failed(@Nullable String reason) {
    return with(new SealedSecretStatus(1L, List.of(synced("False", reason)), null));
  }

  private static SealedSecret with(SealedSecretStatus status) {
    SealedSecret object = new SealedSecret();
    object.setStatus(status);
    return object;
  }

  private static Condition synced(String status, @Nullable String reason) {
    return new Condition("Synced", status, reason, null, null, null, null);
  }
}
