package dev.sealer.cli.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.model.SealedSecretId;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.read.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A SealedSecret and where it is: a document of a file, or an item of a List there. */
public final class SealedDocument {

  private static final String DEPRECATED = SealedSecretContent.SEALED_OBJECT;

  private final Document document;
  private final int index;
  private final JsonPointer at;
  private final JsonNode tree;
  private final String namespace;

  SealedDocument(Document document, int index, JsonPointer at, JsonNode tree, String otherwise) {
    this.document = document;
    this.index = index;
    this.at = at;
    this.tree = tree;
    String own = tree.path("metadata").path("namespace").asText("");
    this.namespace = own.isEmpty() ? otherwise : own;
  }

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

  /** Returns the object as it is in its file. */
  public JsonNode tree() {
    return tree;
  }

  /** Returns the object with its namespace, also one that the file leaves open. */
  public JsonNode treeWithNamespace() {
    if (namespace.isEmpty() || !(tree instanceof ObjectNode object)) {
      return tree;
    }
    ObjectNode whole = object.deepCopy();
    whole.withObject("/metadata").put("namespace", namespace);
    return whole;
  }

  /** Number of its document among those that have content, counted from 0. */
  public int document() {
    return index;
  }

  /** Returns the line it begins on; the text is parsed again for an item of a List. */
  public int line() {
    return at.matches() ? document.startLine() : document.lineOf(at);
  }

  /** File, line, and the object's namespace and name: how messages about it begin. */
  public String where() {
    return document.source() + ":" + line() + ": " + title();
  }

  /** Namespace and name. */
  public String title() {
    return SealedSecretId.title(namespace, name());
  }

  /** Its name; empty when it has none. */
  public String name() {
    return tree.path("metadata").path("name").asText("");
  }

  /** Its namespace, or the one it was said to have; empty when neither is known. */
  public String namespace() {
    return namespace;
  }

  /**
   * Its scope, by its own annotations, which are all that counts.
   *
   * @throws InvalidManifestException when they are not a map of texts
   */
  public Scope scope() {
    return id().scope();
  }

  /**
   * Returns what is wrong with the scope that the template claims, if anything is. It must not be
   * wider than the object's: values of one object were once made readable by all that way
   * (CVE-2026-22728).
   */
  public Optional<String> templateScopeProblem() {
    Scope own = scope();
    return own.widerClaimIn(SealedSecretJson.templateAnnotations(tree))
        .map(claimed ->
            "the template's annotations claim the scope %s, the object's own annotations say %s: make them agree"
                .formatted(claimed.flag(), own.flag()));
  }

  /**
   * Refuses an object whose template claims a wider scope.
   *
   * @throws InvalidManifestException that says which scopes
   */
  public void requireTemplateScope() {
    templateScopeProblem()
        .ifPresent(problem -> {
          throw new InvalidManifestException(problem);
        });
  }

  public Map<String, String> annotations() {
    return SealedSecretJson.annotations(tree);
  }

  /**
   * Returns its name, namespace and scope.
   *
   * @throws InvalidManifestException if its annotations are not a map of strings
   */
  public SealedSecretId id() {
    return SealedSecretId.read(tree, namespace);
  }

  /**
   * Returns what its values are bound to.
   *
   * @throws InvalidManifestException when the name or the namespace that decides is not known
   */
  public SealingLabel label() {
    return SealingTarget.of(namespace, name(), scope()).label();
  }

  /**
   * Its sealed values, in the order of the file.
   *
   * @throws InvalidManifestException when one is not a text
   */
  public List<SealedValue> values() {
    List<SealedValue> values = new ArrayList<>();
    JsonPointer spec = at.appendProperty("spec");
    JsonNode whole = tree.path("spec").path("data");
    if (!whole.isMissingNode() && !whole.isNull()) {
      values.add(new SealedValue(DEPRECATED, spec.appendProperty("data"), text(whole, DEPRECATED)));
    }
    JsonNode items = tree.path("spec").path("encryptedData");
    if (!items.isObject() && !items.isMissingNode() && !items.isNull()) {
      throw new InvalidManifestException("spec.encryptedData is not a map of keys and values");
    }
    JsonPointer parent = spec.appendProperty("encryptedData");
    for (Map.Entry<String, JsonNode> item : items.properties()) {
      String where = "spec.encryptedData." + item.getKey();
      values.add(
          new SealedValue(
              item.getKey(), parent.appendProperty(item.getKey()), text(item.getValue(), where)));
    }
    return values;
  }

  /** Returns whether it has the deprecated form: one value that is a whole Secret. */
  public boolean isDeprecated() {
    return !tree.path("spec").path("data").isMissingNode()
        && !tree.path("spec").path("data").isNull();
  }

  private static String text(JsonNode value, String where) {
    if (!value.isTextual()) {
      throw new InvalidManifestException(where + " is not a text");
    }
    return value.textValue();
  }
}
