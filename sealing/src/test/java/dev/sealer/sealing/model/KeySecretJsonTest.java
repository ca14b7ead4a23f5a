package dev.sealer.sealing.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySecretJsonTest {

  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final SealingKeyPair PAIR = pair();
  private static final SealingKeyPair OTHER = pair();

  @Test
  void readsWhatItWrote() {
    ObjectNode secret = KeySecretJson.write(PAIR, Map.of("team", "a"), Map.of("note", "b"));
    secret.withObject("/metadata").put("name", "key").put("uid", "u");
    secret.withObject("/metadata").put("creationTimestamp", JANUARY.toString());

    KeySecret read = KeySecretJson.read(secret);

    assertThat(read.head())
        .isEqualTo(new KeySecret.Head("key", "u", JANUARY, KeySecret.ACTIVE, false));
    assertThat(read.usablePair().orElseThrow().fingerprint()).isEqualTo(PAIR.fingerprint());
    assertThat(read.problem()).isEmpty();
    assertThat(read.isLoaded()).isTrue();
    assertThat(secret.at("/metadata/labels/team").asText()).isEqualTo("a");
    assertThat(secret.at("/metadata/annotations/note").asText()).isEqualTo("b");
    assertThat(secret.path("type").asText()).isEqualTo("kubernetes.io/tls");
  }

  @Test
  void aKeyWithTheCertificateOfAnotherIsMalformed() {
    ObjectNode secret = secret();
    secret
        .withObject("/data")
        .set("tls.crt", KeySecretJson.write(OTHER, Map.of(), Map.of()).at("/data/tls.crt"));

    KeySecret read = KeySecretJson.read(secret);

    assertThat(read).isInstanceOf(KeySecret.Malformed.class);
    assertThat(read.problem()).startsWith("the certificate is for key SHA256:");
    assertThat(read.usablePair()).isEmpty();
    assertThat(read.isLoaded()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"tls.key, the Secret has no tls.key", "tls.crt, the Secret has no tls.crt"})
  void aSecretThatLacksAValueIsMalformed(String dataKey, String problem) {
    ObjectNode secret = secret();
    secret.withObject("/data").remove(dataKey);

    assertThat(KeySecretJson.read(secret).problem()).isEqualTo(problem);
  }

  @Test
  void aValueThatIsNotBase64IsMalformed() {
    ObjectNode secret = secret();
    secret.withObject("/data").put("tls.key", "not base64");

    assertThat(KeySecretJson.read(secret).problem()).isEqualTo("tls.key is not base64");
  }

  @Test
  void onlyAnActiveOrALegacyKeyIsLoaded() {
    ObjectNode secret = secret();
    secret.withObject("/metadata/labels").put(KeySecret.LABEL, "compromised");
    KeySecret retired = KeySecretJson.read(secret);

    assertThat(retired.status()).isEqualTo("compromised");
    assertThat(retired.isLoaded()).isFalse();
    assertThat(retired.created()).isEqualTo(Instant.EPOCH);
    assertThat(retired.asLegacy().isLoaded()).isTrue();
    assertThat(retired.asLegacy().usablePair()).isEqualTo(retired.usablePair());
  }

  private static ObjectNode secret() {
    return KeySecretJson.write(PAIR, Map.of(), Map.of());
  }

  private static SealingKeyPair pair() {
    return new NewSealingKey(2048, "", Duration.ofDays(30)).generate(JANUARY, new SecureRandom());
  }
}
