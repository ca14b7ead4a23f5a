package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SealingCertificateTest {

  @Test
  void namesTheKeyAsOpenSshDoes() {
    assertThat(TestKeys.text("fingerprints.txt"))
        .isEqualTo(
            "rsa2048 %s%nrsa4096 %s%n",
            TestKeys.RSA_2048.certificate().fingerprint(),
            TestKeys.RSA_4096.certificate().fingerprint());
    assertThat(TestKeys.RSA_2048.certificate().keyBits()).isEqualTo(2048);
  }

  @Test
  void agreesWithTheJdkWhereTheJdkReadsIt() throws CertificateException {
    SealingCertificate ours = TestKeys.RSA_4096.certificate();
    X509Certificate jdk =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(ours.der()));

    assertThat(ours.publicKey()).isEqualTo(jdk.getPublicKey());
    assertThat(ours.notBefore()).isEqualTo(jdk.getNotBefore().toInstant());
    assertThat(ours.notAfter()).isEqualTo(jdk.getNotAfter().toInstant());
  }

  @Test
  void readsTheEmptyIssuerThatThePeerWrites() {
    assertThat(TestKeys.RSA_1024.certificate().keyBits()).isEqualTo(1024);
  }

  @Property
  void damageIsRefusedOrReadAndNeverFailsOtherwise(
      @ForAll @IntRange(max = 700) int position, @ForAll byte value) {
    byte[] der = TestKeys.RSA_1024.certificate().der();
    der[position % der.length] = value;

    try {
      SealingCertificate.ofDer(der);
    } catch (InvalidKeyMaterialException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property
  void cutCertificatesAreRefused(@ForAll @IntRange(max = 700) int length) {
    byte[] der = TestKeys.RSA_1024.certificate().der();

    assertThatThrownBy(() ->
            SealingCertificate.ofDer(Arrays.copyOfRange(der, 0, Math.min(length, der.length - 1))))
        .isInstanceOf(InvalidKeyMaterialException.class);
  }

  @Test
  void isExpiredAfterItsLastInstantOnly() {
    SealingCertificate certificate = TestKeys.RSA_2048.certificate();

    assertThat(certificate.isExpiredAt(certificate.notAfter())).isFalse();
    assertThat(certificate.isExpiredAt(certificate.notAfter().plusSeconds(1))).isTrue();
  }

  @Test
  void readsTheFirstCertificateAmongOtherText() {
    String text =
        "some words\n"
            + TestKeys.text("test-only-rsa2048.key.pem")
            + TestKeys.text("test-only-rsa4096.crt.pem").replace("\n", "\r\n")
            + TestKeys.text("test-only-rsa2048.crt.pem");

    assertThat(SealingCertificate.parse(ascii(text)).fingerprint())
        .isEqualTo(TestKeys.RSA_4096.fingerprint());
  }

  @Test
  void refusesAnEllipticCurveKey() {
    assertThatThrownBy(() -> SealingCertificate.parse(TestKeys.resource("test-only-ec.crt.pem")))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessage("expected RSA public key but found EC");
  }

  @Test
  void refusesTextWithoutCertificate() {
    assertThatThrownBy(() -> SealingCertificate.parse(ascii("-----BEGIN CERTIFICATE-----\nAAAA")))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessage("data does not contain any valid RSA or ECDSA certificates");
  }

  @Test
  void refusesDamagedCertificates() {
    String damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    assertThatThrownBy(() -> SealingCertificate.parse(ascii(damaged)))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessageContaining("not an X.509 certificate");
  }

  @Test
  void refusesAnOversizedFile() {
    assertThatThrownBy(() -> SealingCertificate.parse(new byte[(1 << 20) + 1]))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessageContaining("larger than 1 MiB");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
