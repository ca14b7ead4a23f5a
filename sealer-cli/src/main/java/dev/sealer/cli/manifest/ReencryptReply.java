package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks what a controller returns for a SealedSecret that it shall re-encrypt. Whatever else
 * answers at its address must not take the place of the user's file.
 */
public final class ReencryptReply {
  private static final String ITEMS = "/spec/encryptedData";

  private ReencryptReply() {}

  /**
   * Refuses a reply that is not the SealedSecret that was sent.
   *
   * @param sent the SealedSecret
   * @param reply what came back; the Sealed Secrets controller leaves kind and version out
   * @throws InvalidManifestException saying what differs, without repeating the reply
   */
  public static void requireSame(JsonNode sent, JsonNode reply) {
    require(isSealedSecret(reply), "it is not a SealedSecret");
    requireSame(sent, reply, "/metadata/name", "name");
    requireSame(sent, reply, "/metadata/namespace", "namespace");
    require(SealedSecretJson.scope(sent) == SealedSecretJson.scope(reply), "its scope differs");
    requireKeys(sent, reply);
    for (Map.Entry<String, JsonNode> item : reply.at(ITEMS).properties()) {
      require(
          item.getValue().isTextual()
              && SealedItem.parseBase64(item.getValue().textValue()) instanceof ParsedItem.Parsed,
          "it holds something that is not a sealed value");
    }
  }

  private static boolean isSealedSecret(JsonNode reply) {
    boolean otherKind = reply.has("kind") || reply.has("apiVersion");
    return reply.at(ITEMS).isObject() && (SealedSecretJson.is(reply) || !otherKind);
  }

  private static void requireSame(JsonNode sent, JsonNode reply, String pointer, String what) {
    String expected = sent.at(pointer).asText("");
    require(reply.at(pointer).asText("").equals(expected), "its " + what + " differs");
  }

  /** Controllers before 0.40 render templates and seal the results as values of their own. */
  private static void requireKeys(JsonNode sent, JsonNode reply) {
    if (!sent.path("spec").path("data").isMissingNode()) {
      // The deprecated form: its keys are inside the ciphertext.
      return;
    }
    Set<String> expected = keys(sent.at(ITEMS));
    Set<String> found = keys(reply.at(ITEMS));
    Set<String> allowed = new TreeSet<>(expected);
    allowed.addAll(keys(sent.at("/spec/template/data")));
    require(found.containsAll(expected) && allowed.containsAll(found), "its keys differ");
  }

  private static Set<String> keys(JsonNode map) {
    Set<String> keys = new TreeSet<>();
    map.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new InvalidManifestException(
          "the reply is not the SealedSecret that was sent: " + problem + "; nothing was changed");
    }
  }
}
