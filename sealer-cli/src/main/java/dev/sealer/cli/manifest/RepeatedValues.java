package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Finds the values of a Secret, or a copy of a Secret, in the text of an annotation. It looks into
 * JSON, base64 and gzip, because tools that keep copies of objects write them that way.
 */
final class RepeatedValues {
  /** Shorter values occur by chance: {@code true}, a port, a user name. */
  private static final int SHORTEST = 8;

  /** The API server allows 256 KiB of annotations; a compressed one may grow to this. */
  private static final int MAX_INFLATED = 1 << 20;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZLIB_HEADER = 0x78;

  private static final List<UnaryOperator<byte[]>> DECODINGS =
      List.of(
          Base64.getMimeDecoder()::decode,
          Base64.getUrlDecoder()::decode,
          text -> HexFormat.of().parseHex(new String(text, StandardCharsets.ISO_8859_1)),
          RepeatedValues::percentDecoded);

  private final Collection<SecretBytes> values;

  RepeatedValues(Collection<SecretBytes> values) {
    this.values = values.stream().filter(value -> value.length() >= SHORTEST).toList();
  }

  /** Tells whether {@code text} repeats a value, or holds a copy of a Secret, older values too. */
  boolean isIn(String text) {
    return text.length() >= SHORTEST
        && layers(text.getBytes(StandardCharsets.UTF_8)).stream()
            .anyMatch(layer -> repeats(layer) || tree(layer).stream().anyMatch(this::isInTree));
  }

  /**
   * Returns the text itself, and what is left of it without an encoding and without compression.
   */
  private static List<byte[]> layers(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    List<byte[]> layers = new ArrayList<>(List.of(bytes));
    for (UnaryOperator<byte[]> decoding : DECODINGS) {
      try {
        layers.add(decoding.apply(text.getBytes(StandardCharsets.ISO_8859_1)));
      } catch (IllegalArgumentException e) {
        // Not written in this encoding.
      }
    }
    for (byte[] layer : List.copyOf(layers)) {
      layers.add(inflated(layer));
    }
    return layers;
  }

  private static byte[] percentDecoded(byte[] text) {
    return URLDecoder.decode(
            new String(text, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] inflated(byte[] layer) {
    if (layer.length < 2) {
      return new byte[0];
    }
    int start = Byte.toUnsignedInt(layer[0]) << Byte.SIZE | Byte.toUnsignedInt(layer[1]);
    try (InputStream in = new ByteArrayInputStream(layer)) {
      if (start == GZIP_MAGIC) {
        return new GZIPInputStream(in).readNBytes(MAX_INFLATED);
      }
      return start >> Byte.SIZE == ZLIB_HEADER
          ? new InflaterInputStream(in).readNBytes(MAX_INFLATED)
          : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static List<JsonNode> tree(byte[] layer) {
    String text = new String(layer, StandardCharsets.UTF_8);
    if (!text.contains("{") && !text.contains(":")) {
      return List.of();
    }
    try {
      return KubeYaml.readDocuments(text, "annotation").stream().map(Document::content).toList();
    } catch (YamlException e) {
      return List.of();
    }
  }

  private boolean isInTree(JsonNode tree) {
    if (isSecret(tree)) {
      return true;
    }
    for (JsonNode child : tree) {
      if (child.isContainerNode()
          ? isInTree(child)
          : repeats(child.asText().getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  /** Its values may be older than those that are sealed, and are in use until then. */
  private static boolean isSecret(JsonNode tree) {
    String kind = tree.path("kind").asText("Secret");
    return kind.equals("Secret")
        && (holdsText(tree.path("data")) || holdsText(tree.path("stringData")));
  }

  private static boolean holdsText(JsonNode map) {
    return map.isObject() && map.properties().stream().anyMatch(e -> e.getValue().isTextual());
  }

  private boolean repeats(byte[] text) {
    return values.stream().anyMatch(value -> value.<Boolean>reveal(bytes -> isIn(text, bytes)));
  }

  private static boolean isIn(byte[] text, byte[] value) {
    return contains(text, value)
        || (value.length / 3 * 4 <= text.length
            && contains(text, GoBase64.encode(value).getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean contains(byte[] text, byte[] part) {
    for (int at = 0; at + part.length <= text.length; at++) {
      if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
