package dev.sealer.template.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSecretTemplateTest {

  /** The functions of Sprig, as Go names them, one a line. */
  private static final Path SPRIG = Path.of("src", "test", "resources", "sprig-functions.txt");

  private static final Set<String> OUTSIDE_WORLD = Set.of("env", "expandenv", "getHostByName");

  private static boolean isKnown(String function) {
    return ExternalSecretTemplate.problem("t", "{{ " + function + " }}").isEmpty();
  }

  @Test
  void knowsEveryFunctionOfSprigThatSeesNeitherEnvironmentNorNetwork() throws IOException {
    assertThat(Files.readAllLines(SPRIG))
        .hasSizeGreaterThan(200)
        .containsAll(OUTSIDE_WORLD)
        .allSatisfy(function ->
            assertThat(isKnown(function))
                .as(function)
                .isNotEqualTo(OUTSIDE_WORLD.contains(function)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs12key",
        "pkcs12keyPass",
        "pkcs12cert",
        "pkcs12certPass",
        "pemToPkcs12",
        "pemToPkcs12Pass",
        "fullPemToPkcs12",
        "fullPemToPkcs12Pass",
        "pemTruststoreToPKCS12",
        "pemTruststoreToPKCS12Pass",
        "filterPEM",
        "filterCertChain",
        "certSANs",
        "jwkPublicKeyPem",
        "jwkPrivateKeyPem",
        "toYaml",
        "fromYaml",
        "rsaDecrypt",
        "hexdec"
      })
  void knowsTheFunctionsOfExternalSecretsOperator(String function) {
    assertThat(isKnown(function)).isTrue();
  }
}
