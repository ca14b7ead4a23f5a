package dev.sealer.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.reencrypt.Sealing;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyListTest {

  private static final String CANARY = "canary-" + UUID.randomUUID();

  private static ObjectNode secret(SealingKeyPair pair, String name, String label) {
    ObjectNode secret = KeySecretJson.write(pair, Map.of(), Map.of());
    ObjectNode metadata = (ObjectNode) secret.path("metadata");
    metadata.put("name", name);
    metadata.put("creationTimestamp", "2026-01-02T03:04:05Z");
    metadata.putObject("labels").put(KeySecret.LABEL, label);
    return secret;
  }

  @Test
  void statesAreToldAndPrivateMaterialIsNot() {
    ObjectNode malformed = secret(Sealing.OLD, "malformed", "active");
    ((ObjectNode) malformed.path("data"))
        .put(
            "tls.key", Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
    List<KeySecret> keys =
        List.of(
            KeySecretJson.read(malformed),
            KeySecretJson.read(secret(Sealing.OLD, "legacy", "anything")).asLegacy(),
            KeySecretJson.read(secret(Sealing.OLD, "retired", "compromised")),
            KeySecretJson.read(secret(Sealing.NEWEST, "newest", "active")));

    KeyList list = new KeyList(keys, Optional.empty(), Optional.empty());

    JsonNode tree = list.tree().path("keys");
    assertThat(tree)
        .extracting(key -> key.path("name").asText() + " " + key.path("state").asText())
        .containsExactly(
            "newest current", "legacy active", "retired inactive", "malformed malformed");
    assertThat(tree.path(0).path("notBefore").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(list.text().lines()).hasSize(5);
    for (String shown : List.of(list.text(), list.tree().toString(), keys.toString())) {
      assertThat(shown).doesNotContain("-----BEGIN", CANARY);
    }
    assertThat(
            new KeyList(keys, Optional.of(Sealing.OLD.fingerprint()), Optional.empty())
                .tree()
                .at("/keys/1/state")
                .asText())
        .isEqualTo("current");
  }
}
