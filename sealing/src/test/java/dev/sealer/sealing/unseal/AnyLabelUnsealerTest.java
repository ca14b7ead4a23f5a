package dev.sealer.sealing.unseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnyLabelUnsealerTest {

  private static final SealingKeyPair OURS = pair();
  private static final SealingKeyPair OTHER = pair();

  @ParameterizedTest
  @EnumSource(Scope.class)
  void findsTheKeyWhateverTheLabel(Scope scope) {
    SealedItem item = seal(OURS, scope);

    AnyLabelUnsealer.Opener opener = unsealer(OTHER, OURS).openerOf(item).orElseThrow();
    assertThat(opener.key()).isEqualTo(OURS.fingerprint());
    assertThat(opener.sealedFor(scope.label("shop", "db"))).isTrue();
    assertThat(opener.sealedFor(scope.label("other", "db"))).isEqualTo(scope == Scope.CLUSTER_WIDE);
    assertThat(unsealer(OTHER).openerOf(item)).isEmpty();
  }

  @Test
  void aDamagedValueHasNoKey() {
    byte[] bytes = seal(OURS, Scope.STRICT).toBytes();
    for (int at : new int[] {2, 100, 257, 258, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      ParsedItem parsed = SealedItem.parse(changed);

      assertThat(parsed).isInstanceOf(ParsedItem.Parsed.class);
      assertThat(unsealer(OURS).openerOf(((ParsedItem.Parsed) parsed).item()))
          .as("byte %d changed", at)
          .isEmpty();
    }
  }

  private static SealedItem seal(SealingKeyPair pair, Scope scope) {
    try (SecretBytes value = SecretBytes.ofUtf8("canary-4f0e")) {
      return new Sealer(pair.certificate()).seal(value, scope.label("shop", "db"));
    }
  }

  private static AnyLabelUnsealer unsealer(SealingKeyPair... pairs) {
    return new AnyLabelUnsealer(
        KeyRing.of(List.of(pairs).stream().map(SealingKeyPair::key).toList()));
  }

  private static SealingKeyPair pair() {
    return new NewSealingKey(2048, "", Duration.ofDays(1))
        .generate(Instant.parse("2026-01-01T00:00:00Z"), new SecureRandom());
  }
}
