package dev.sealer.cli.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.read.Document;
import java.util.ArrayList;
import java.util.List;

/** Finds the SealedSecrets of a file. */
public final class SealedDocuments {

  private SealedDocuments() {}

  /**
   * Returns the SealedSecrets of documents and of the Lists among them.
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

  private static boolean isList(JsonNode content) {
    String kind = content.path("kind").asText("");
    return (kind.equals("List") || kind.equals(SealedSecretJson.KIND + "List"))
        && content.path("items").isArray();
  }
}
