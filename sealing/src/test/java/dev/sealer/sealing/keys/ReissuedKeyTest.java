package dev.sealer.sealing.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.SealingCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReissuedKeyTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "sealing"})
  void onlyTheStartOfValidityChanges(String commonName)
      throws GeneralSecurityException, IOException {
    Instant from = Instant.parse("2026-03-01T00:00:00Z");
    SealingKeyPair pair =
        new NewSealingKey(2048, commonName, Duration.ofDays(30)).generate(from, new SecureRandom());

    SealingKeyPair earlier =
        ReissuedKey.validFrom(from.minus(Duration.ofDays(50)), pair, new SecureRandom());

    SealingCertificate certificate = earlier.certificate();
    assertThat(earlier.fingerprint()).isEqualTo(pair.fingerprint());
    assertThat(certificate.notBefore()).isEqualTo(from.minus(Duration.ofDays(50)));
    assertThat(certificate.notAfter()).isEqualTo(pair.certificate().notAfter());
    ASN1Sequence was = body(pair);
    ASN1Sequence is = body(earlier);
    assertThat(is.size()).isEqualTo(was.size());
    for (int part : List.of(0, 2, 3, 5, 6, 7)) {
      assertThat(is.getObjectAt(part)).as("part %d", part).isEqualTo(was.getObjectAt(part));
    }
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(certificate.publicKey());
    signature.update(is.getEncoded());
    assertThat(signature.verify(signature(earlier))).isTrue();
  }

  private static ASN1Sequence body(SealingKeyPair pair) {
    return ASN1Sequence.getInstance(whole(pair).getObjectAt(0));
  }

  private static byte[] signature(SealingKeyPair pair) {
    return ASN1BitString.getInstance(whole(pair).getObjectAt(2)).getOctets();
  }

  private static ASN1Sequence whole(SealingKeyPair pair) {
    return ASN1Sequence.getInstance(pair.certificate().der());
  }
}
