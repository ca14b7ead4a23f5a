package dev.sealer.sealing.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;

class NewSealingKeyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int ENCIPHER_ONLY = 7;
  private static final int ISSUER = 3;
  private static final int SUBJECT = 5;

  @Test
  void makesTheCertificateThePeerMakes() throws GeneralSecurityException {
    SealingKeyPair pair = generate("sealing.example");
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pair.certificate().der()));

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=sealing.example");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSerialNumber().signum()).isPositive();
    assertThat(certificate.getSerialNumber().bitLength()).isBetween(64, 128);
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(certificate.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    boolean[] usage = new boolean[9];
    usage[ENCIPHER_ONLY] = true;
    assertThat(certificate.getKeyUsage()).isEqualTo(usage);
    assertThat(pair.certificate().notBefore()).isEqualTo(NOW);
    assertThat(pair.certificate().notAfter()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
  }

  @Test
  void anEmptyCommonNameGivesAnEmptyName() {
    ASN1Sequence certificate = ASN1Sequence.getInstance(generate("").certificate().der());
    ASN1Sequence body = ASN1Sequence.getInstance(certificate.getObjectAt(0));

    assertThat(ASN1Sequence.getInstance(body.getObjectAt(ISSUER)).size()).isZero();
    assertThat(ASN1Sequence.getInstance(body.getObjectAt(SUBJECT)).size()).isZero();
  }

  @Test
  void comesBackFromItsPemForms() {
    SealingKeyPair pair = generate("");

    try (SecretBytes key = pair.key().toPem()) {
      SealingKeyPair read =
          SealingKeyPair.parse(key, pair.certificate().toPem().getBytes(StandardCharsets.US_ASCII));
      assertThat(read.fingerprint()).isEqualTo(pair.fingerprint());
      assertThat(read.certificate().der()).isEqualTo(pair.certificate().der());
    }
  }

  private static SealingKeyPair generate(String commonName) {
    return new NewSealingKey(2048, commonName, Duration.ofDays(3650))
        .generate(NOW, new SecureRandom());
  }
}
