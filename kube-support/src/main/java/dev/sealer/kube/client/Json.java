package dev.sealer.kube.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;

/** JSON trees of Kubernetes objects, with numbers kept as they were written. */
public final class Json {

  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final ObjectMapper TYPES = new ObjectMapper();
  private static final KubernetesSerialization TYPED = new KubernetesSerialization(TYPES, true);

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return EXACT.createObjectNode();
  }

  /** The tree of a typed object, as the client library writes it. */
  public static ObjectNode tree(Object typed) {
    return (ObjectNode)
        parse(TYPED.asJson(typed).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * A typed object from a tree; what the type does not know is dropped or kept as it decides.
   *
   * @throws IllegalArgumentException when the tree does not fit the type; may quote it
   */
  public static <T> T typed(JsonNode tree, Class<T> type) {
    try {
      return TYPES.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A typed object as text, as the client library writes it. */
  public static String textOf(Object typed) {
    return TYPED.asJson(typed);
  }

  public static String text(JsonNode tree) {
    try {
      return EXACT.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      // Jackson's message may quote the content.
      throw new IllegalStateException("a JSON tree could not be written");
    }
  }

  /** Reads tokens and trees as the other methods do. */
  static JsonParser parser(byte[] bytes) throws IOException {
    return EXACT.createParser(bytes);
  }

  /** Reads a tree; a missing node when {@code bytes} are not JSON. */
  public static JsonNode parse(byte[] bytes) {
    try {
      return EXACT.readTree(bytes);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Reads a tree from part of an array; a missing node when it is not JSON. */
  public static JsonNode parse(byte[] bytes, int offset, int length) {
    try {
      return EXACT.readTree(bytes, offset, length);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
