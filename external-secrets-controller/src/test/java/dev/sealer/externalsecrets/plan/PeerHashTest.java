package dev.sealer.externalsecrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected values were made by Go: crypto/sha3 Sum224 over fmt.Sprintf("%+v", …). */
class PeerHashTest {

  @Test
  void hashesDataAsGoPrintsIt() {
    Map<String, SecretBytes> data =
        Map.of(
            "k1", SecretBytes.ofUtf8("hi"),
            "k2", SecretBytes.ofUtf8(""),
            "a", SecretBytes.copyOf(new byte[] {0, 9, 10, 99, 100, (byte) 255}));

    assertThat(PeerHash.ofData(data))
        .isEqualTo("91d4cac0381b398bac2930b8078c7afd049b6b5defa066aa6b1e338c");
    assertThat(PeerHash.ofData(Map.of()))
        .isEqualTo("74a974446e359fb3e6baff9bd0058950e6edd0f040888d9989b0a11b");
  }

  @Test
  void hashesMetadataAsGoPrintsIt() {
    assertThat(PeerHash.ofMetadata(Map.of("c", "d", "a", "b"), Map.of()))
        .isEqualTo("fca79a60abb537e61be24f67d19f4ac777dd6ba9be01e3948bc05b0b");
  }

  @Test
  void longNamesGetAHashedFieldManager() {
    String prefix = "externalsecrets.external-secrets.io/";
    assertThat(Owned.fieldManager("a".repeat(27))).isEqualTo(prefix + "a".repeat(27));
    assertThat(Owned.fieldManager("a".repeat(28))).startsWith(prefix + "sha3/").hasSize(97);
  }
}
