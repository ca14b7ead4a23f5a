package dev.sealer.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.manifest.RequestedNamespace;
import dev.sealer.cli.manifest.SealingTarget;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.YamlEditor;
import dev.sealer.yaml.read.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The text of a file with one SealedSecret, and changes to it. Comments, order and layout stay;
 * JSON stays JSON.
 */
public final class SealedFile {
  private static final List<String> ITEMS = List.of("spec", "encryptedData");

  private final String source;
  private final JsonNode content;
  private final boolean json;
  private String text;
  private String sealedFor;

  private SealedFile(String source, String text, Document document) {
    this.source = source;
    this.text = text;
    this.content = document.content();
    this.json = document.isJson();
    this.sealedFor = namespace();
  }

  /**
   * Reads a file's bytes.
   *
   * @param source the file's name, for errors
   * @throws InvalidManifestException when it holds something else than one SealedSecret
   * @throws dev.sealer.yaml.read.YamlException when it cannot be read
   */
  public static SealedFile of(byte[] utf8, String source) {
    Document document = KubeYaml.readDocument(utf8, source);
    if (!SealedSecretJson.is(document.content())) {
      throw new InvalidManifestException(
          source
              + ": not a SealedSecret of "
              + SealedSecretJson.API_VERSION
              + ": nothing was changed");
    }
    return new SealedFile(source, new String(utf8, StandardCharsets.UTF_8), document);
  }

  /** Name of the SealedSecret. */
  public String name() {
    return content.path("metadata").path("name").asText("");
  }

  /** Namespace of the SealedSecret; empty when it names none. */
  public String namespace() {
    return content.path("metadata").path("namespace").asText("");
  }

  /** Scope of the SealedSecret, by its own annotations. */
  public Scope scope() {
    return Scope.ofAnnotations(SealedSecretJson.annotations(content));
  }

  /**
   * Decides what new items are sealed for: the file's own name, namespace and scope. If the file
   * names no namespace, it is the one that was asked for, or that of the Secrets to merge, or the
   * default, in this order.
   *
   * @param asked the namespace that was asked for, or the default; its name may be empty
   * @param given the namespaces of the Secrets to merge; empty for those that name none
   * @throws InvalidManifestException if two namespaces differ, or a part is missing that the scope
   *     needs
   */
  public void sealFor(RequestedNamespace asked, List<String> given) {
    String explicit = asked.explicit() ? asked.name() : "";
    String own = namespace();
    if (scope().needsNamespace()) {
      SealingTarget.requireSameNamespace(explicit, own);
    }
    String chosen = own.isEmpty() ? explicit : own;
    if (own.isEmpty()) {
      for (String each : given) {
        SealingTarget.requireSameNamespace(chosen, each);
        chosen = chosen.isEmpty() ? each : chosen;
      }
    }
    chosen = chosen.isEmpty() ? asked.name() : chosen;
    try {
      sealedFor = SealingTarget.of(chosen, name(), scope()).namespace();
    } catch (InvalidManifestException e) {
      throw new InvalidManifestException(source + ": " + e.getMessage() + "; nothing was changed");
    }
  }

  /** Returns the place of an item of this file. */
  public SealedValueId place(String key) {
    return new SealedValueId(sealedFor, name(), scope(), key);
  }

  /** Returns the item that is at a place of this file, if there is one. */
  public List<String> existing(SealedValueId place) {
    JsonNode item = items().path(place.key());
    return item.isTextual() ? List.of(item.textValue()) : List.of();
  }

  /** Returns the items as they are. */
  public JsonNode items() {
    return content.path("spec").path("encryptedData");
  }

  public boolean isJson() {
    return json;
  }

  /** Returns the change to the file, and stores the fingerprints of the values that were sealed. */
  Change<SealedFile> change(ValueSealer items, Fingerprints fingerprints) {
    // Before the file: a record too many does no harm, one too few costs an unchanged ciphertext.
    fingerprints.save();
    return Change.to(text, this, items.notes());
  }

  /** Returns the text as it is now. */
  public String text() {
    return text;
  }

  /** Returns the content as it is now. */
  public JsonNode content() {
    return KubeYaml.readDocument(text, source).content();
  }

  /** Sets an item; one that is there already leaves the text as it is. */
  public void setItem(String key, String item) {
    if (items().path(key).asText("").equals(item) && items().has(key)) {
      return;
    }
    set(List.of(ITEMS.get(0), ITEMS.get(1), key), item);
  }

  /**
   * Removes an item.
   *
   * @throws InvalidManifestException when there is none of that key, or the layout does not allow
   *     it
   */
  public void removeItem(String key) {
    if (!items().has(key)) {
      throw new InvalidManifestException(source + ": spec.encryptedData has no key " + key);
    }
    List<String> path = List.of(ITEMS.get(0), ITEMS.get(1), key);
    edit(editor -> editor.remove(path), changed -> parent(changed, path).remove(key));
  }

  /** Sets a label or annotation of the Secret to come. */
  public void setTemplateText(String field, String key, String value) {
    set(List.of("spec", "template", "metadata", field, key), value);
  }

  private void set(List<String> path, String value) {
    edit(
        editor -> editor.set(path, TextNode.valueOf(value)),
        changed -> parent(changed, path).put(path.getLast(), value));
  }

  /** Makes one change in the text. JSON that cannot be edited is printed again. */
  private void edit(Function<YamlEditor, EditResult> edit, Consumer<ObjectNode> change) {
    switch (edit.apply(YamlEditor.of(text, source, 0))) {
      case EditResult.Edited(String changed) -> text = changed;
      case EditResult.NotEditable(int line, String reason) -> {
        if (!json) {
          throw new InvalidManifestException(
              "%s:%d: cannot edit this layout: %s; write the mapping in block style, one key a line; nothing was changed"
                  .formatted(source, line, reason));
        }
        ObjectNode changed = content().deepCopy();
        change.accept(changed);
        text = KubeYaml.toPrettyJson(changed);
      }
    }
  }

  private static ObjectNode parent(ObjectNode root, List<String> path) {
    ObjectNode at = root;
    for (String field : path.subList(0, path.size() - 1)) {
      if (!(at.get(field) instanceof ObjectNode)) {
        at.set(field, JsonNodeFactory.instance.objectNode());
      }
      at = (ObjectNode) at.path(field);
    }
    return at;
  }
}
