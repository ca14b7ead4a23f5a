package dev.sealer.sealing.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The document inside a backup's encryption. It is a {@code v1 List} of the key Secrets, so that
 * {@code age} and {@code kubectl} alone can restore it, with the manifest as a field of its own.
 * Source: docs/spec/backup.md.
 *
 * <p>Values pass between bytes and base64 without ever being a {@code String}.
 */
final class BackupDocument {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // Buffers that are kept for the next document would hold the keys of this one.
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  private BackupDocument() {}

  static SecretBytes write(KeyBackup backup) {
    WipedOutput out = new WipedOutput();
    try {
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeStringField("apiVersion", "v1");
        json.writeStringField("kind", "List");
        json.writeFieldName("backup");
        ManifestJson.write(json, backup.manifest());
        json.writeArrayFieldStart("items");
        for (BackedUpKey key : backup.keys()) {
          writeSecret(json, key, backup.manifest().cluster().namespace());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      return out.take();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    } finally {
      out.close();
    }
  }

  private static void writeSecret(JsonGenerator json, BackedUpKey key, String namespace)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("apiVersion", "v1");
    json.writeStringField("kind", "Secret");
    ManifestJson.writeShape(json, key.shape(), namespace);
    json.writeObjectFieldStart("data");
    for (Map.Entry<String, SecretBytes> value : key.sortedData().entrySet()) {
      json.writeFieldName(value.getKey());
      writeValue(json, value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, SecretBytes value) {
    boolean _ =
        value.reveal(bytes -> {
          try {
            json.writeBinary(bytes);
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
          }
        });
  }

  static KeyBackup.Reading read(SecretBytes document) {
    return document.reveal(bytes -> {
      try (JsonParser json = JSON.createParser(bytes)) {
        return new BackupReader(json).read();
      } catch (IOException e) {
        // Jackson's message may quote the document.
        return new KeyBackup.Unusable("the content is not the JSON of a key backup");
      }
    });
  }

  /** Returns the certificate's PEM text, which is public. */
  static byte[] certificateOf(SecretBytes value) {
    return value.reveal(byte[]::clone);
  }

  /**
   * SHA-256 over every Secret: its name, a zero byte, and for each value in the order of the keys
   * the key, a zero byte, the length as eight bytes and the value.
   */
  static String checksum(List<BackedUpKey> keys) {
    MessageDigest digest = sha256();
    for (BackedUpKey key : keys) {
      update(digest, key.name());
      key.sortedData()
          .forEach((name, value) -> {
            update(digest, name);
            boolean _ =
                value.reveal(bytes -> {
                  digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
                  digest.update(bytes);
                  return true;
                });
          });
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
