package dev.sealer.cli.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.read.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds the SealedSecrets of a file. */
public final class SealedDocuments {

  private static final byte[] KIND = SealedSecretJson.KIND.getBytes(StandardCharsets.US_ASCII);

  private SealedDocuments() {}

  /**
   * The SealedSecrets of documents and of the Lists among them.
   *
   * @param namespace of those that name none; empty when it is not known
   */
  public static List<SealedDocument> in(List<Document> documents, String namespace) {
    List<SealedDocument> found = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      JsonNode content = document.content();
      if (SealedSecretJson.is(content)) {
        found.add(new SealedDocument(document, i, JsonPointer.empty(), content, namespace));
      } else if (isList(content)) {
        JsonPointer items = JsonPointer.empty().appendProperty("items");
        for (int item = 0; item < content.path("items").size(); item++) {
          JsonNode each = content.path("items").get(item);
          if (SealedSecretJson.is(each)) {
            found.add(new SealedDocument(document, i, items.appendIndex(item), each, namespace));
          }
        }
      }
    }
    return found;
  }

  /**
   * Whether a file may hold one. Templates of other tools are no YAML, and a folder may be full of
   * them: what never says the kind's name need not be read.
   */
  public static boolean mayBeIn(byte[] file) {
    for (int at = 0; at <= file.length - KIND.length; at++) {
      if (file[at] == KIND[0] && matches(file, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] file, int at) {
    for (int i = 1; i < KIND.length; i++) {
      if (file[at + i] != KIND[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isList(JsonNode content) {
    String kind = content.path("kind").asText("");
    return (kind.equals("List") || kind.equals(SealedSecretJson.KIND + "List"))
        && content.path("items").isArray();
  }
}
