package dev.sealer.sealedsecrets.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeySecretsTest {

  private static final KeySettings SETTINGS = KeySettings.defaults("x");

  @Test
  void readsWhatItWrites() {
    assertThat(KeySecretJson.read(written()))
        .isInstanceOfSatisfying(
            KeySecret.Usable.class,
            key ->
                assertThat(key.pair().fingerprint())
                    .isEqualTo(SealedObjects.CURRENT.fingerprint()));
  }

  @Test
  void setsAsideAKeyWithTheCertificateOfAnother() {
    ObjectNode secret = written();
    secret
        .withObject("/data")
        .set("tls.crt", KeySecrets.write("key", SealedObjects.OLD, SETTINGS).at("/data/tls.crt"));

    assertThat(KeySecretJson.read(secret))
        .isInstanceOfSatisfying(
            KeySecret.Malformed.class,
            key -> assertThat(key.problem()).startsWith("the certificate is for key SHA256:"));
  }

  @Property(tries = 500)
  void whateverIsInItIsReadOrSetAside(@ForAll byte[] key, @ForAll String certificate) {
    ObjectNode secret = Json.object();
    secret.putObject("metadata").put("name", "fuzzed");
    secret
        .putObject("data")
        .put("tls.key", GoBase64.encode(key))
        .put("tls.crt", GoBase64.encode(certificate.getBytes(StandardCharsets.UTF_8)));

    assertThat(KeySecretJson.read(secret)).isInstanceOf(KeySecret.Malformed.class);
  }

  @Property(tries = 500)
  void aDamagedKeyIsNeverQuoted(
      @ForAll @IntRange(max = 2200) int position, @ForAll char replacement) {
    ObjectNode secret = written();
    String text = secret.at("/data/tls.key").asText();
    int at = position % text.length();
    secret
        .withObject("/data")
        .put("tls.key", text.substring(0, at) + replacement + text.substring(at + 1));

    if (KeySecretJson.read(secret) instanceof KeySecret.Malformed malformed) {
      assertThat(malformed.problem()).hasSizeLessThan(200);
    }
  }

  private static ObjectNode written() {
    ObjectNode secret = KeySecrets.write("key", SealedObjects.CURRENT, SETTINGS);
    secret.withObject("/metadata").put("name", "key");
    return secret;
  }
}
