package dev.sealer.cli.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoPem;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Private keys in the forms that people keep them: PEM, a Secret with {@code tls.key}, several such
 * Secrets one after the other, or a List of them.
 */
public final class PrivateKeyFiles {
  private PrivateKeyFiles() {}

  /**
   * Reads all keys of a file.
   *
   * @param source the file's name, for errors
   * @throws InvalidKeyMaterialException when a key cannot be used
   * @throws InvalidManifestException when a Secret holds no key
   */
  public static List<PrivateSealingKey> read(byte[] content, String source) {
    if (holdsPem(content)) {
      try (SecretBytes pem = SecretBytes.copyOf(content)) {
        return List.of(PrivateSealingKey.parse(pem));
      }
    }
    List<PrivateSealingKey> keys = new ArrayList<>();
    for (Document document : KubeYaml.readDocuments(content, source)) {
      JsonNode items = document.content().path("items");
      if (items.isArray()) {
        items.forEach(item -> keys.add(ofSecret(item, source)));
      } else {
        keys.add(ofSecret(document.content(), source));
      }
    }
    return keys;
  }

  private static boolean holdsPem(byte[] content) {
    List<GoPem.Block> blocks = GoPem.blocks(content);
    blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    return !blocks.isEmpty();
  }

  private static PrivateSealingKey ofSecret(JsonNode secret, String source) {
    if (!secret.isObject()) {
      throw new InvalidKeyMaterialException("holds neither PEM nor Secrets");
    }
    JsonNode value = secret.path("data").path("tls.key");
    if (!value.isTextual()) {
      throw new InvalidManifestException("secret must contain a 'tls.key' key (" + source + ")");
    }
    try (SecretBytes pem = SecretBytes.takeOver(GoBase64.decode(value.textValue()))) {
      return PrivateSealingKey.parse(pem);
    } catch (CorruptInputException e) {
      throw new InvalidManifestException(source + ": data.tls.key: " + e.getMessage());
    }
  }
}
