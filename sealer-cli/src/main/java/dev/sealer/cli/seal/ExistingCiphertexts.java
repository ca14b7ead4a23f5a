package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.YamlEditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The SealedSecrets that a file to be written holds already: their ciphertexts are kept where the
 * value did not change, and their text where the whole did not.
 */
public final class ExistingCiphertexts {
  private static final List<String> ITEMS = List.of("spec", "encryptedData");

  private final Map<String, List<ManifestText.Part>> parts = new HashMap<>();
  private final Map<SealedValueId, List<String>> items = new HashMap<>();

  private ExistingCiphertexts(List<ManifestText.Part> all) {
    for (int i = 0; i < all.size(); i++) {
      ManifestText.Part part = all.get(i);
      collect(part.content());
      part.content().path("items").forEach(this::collect);
      if (!part.isJson() && !shares(all, i, i - 1) && !shares(all, i, i + 1)) {
        parts.computeIfAbsent(identity(part.content()), _ -> new ArrayList<>()).add(part);
      }
    }
  }

  private static boolean shares(List<ManifestText.Part> parts, int one, int other) {
    return other >= 0
        && other < parts.size()
        && parts.get(one).place().equals(parts.get(other).place());
  }

  private static String identity(JsonNode content) {
    JsonNode metadata = content.path("metadata");
    return content.path("kind").asText("")
        + "/"
        + metadata.path("namespace").asText("")
        + "/"
        + metadata.path("name").asText("");
  }

  /** Returns those of a text that was written before. */
  public static ExistingCiphertexts of(ManifestText text) {
    return new ExistingCiphertexts(text.parts());
  }

  /** None: the file is new. */
  public static ExistingCiphertexts none() {
    return new ExistingCiphertexts(List.of());
  }

  private void collect(JsonNode content) {
    if (!SealedSecretJson.is(content)) {
      return;
    }
    JsonNode metadata = content.path("metadata");
    Scope scope = SealedSecretJson.scope(content);
    for (Map.Entry<String, JsonNode> item :
        content.path("spec").path("encryptedData").properties()) {
      SealedValueId place =
          new SealedValueId(
              metadata.path("namespace").asText(""),
              metadata.path("name").asText(""),
              scope,
              item.getKey());
      items.computeIfAbsent(place, _ -> new ArrayList<>()).add(item.getValue().asText(""));
    }
  }

  /** Returns the existing ciphertexts of a value. */
  public List<String> items(SealedValueId place) {
    return items.getOrDefault(place, List.of());
  }

  /**
   * Returns the text of a document with the content of {@code wanted}, and with the comments and
   * the layout of the existing one.
   */
  public Optional<String> text(JsonNode wanted) {
    List<ManifestText.Part> candidates = parts.getOrDefault(identity(wanted), List.of());
    for (ManifestText.Part part : candidates) {
      if (part.content().equals(wanted)) {
        return Optional.of(part.place().text());
      }
    }
    return candidates.stream()
        .filter(part -> SealedSecretJson.is(part.content()) && SealedSecretJson.is(wanted))
        .filter(part -> withoutItems(part.content()).equals(withoutItems(wanted)))
        .findFirst()
        .flatMap(part -> edited(part, wanted));
  }

  private static JsonNode withoutItems(JsonNode content) {
    ObjectNode copy = content.deepCopy();
    if (copy.path("spec") instanceof ObjectNode spec) {
      spec.remove("encryptedData");
    }
    return copy;
  }

  private static Optional<String> edited(ManifestText.Part part, JsonNode wanted) {
    JsonNode now = part.content().at("/spec/encryptedData");
    JsonNode next = wanted.at("/spec/encryptedData");
    TreeSet<String> keys = new TreeSet<>();
    now.fieldNames().forEachRemaining(keys::add);
    next.fieldNames().forEachRemaining(keys::add);
    String text = part.place().text();
    for (String key : keys) {
      if (now.path(key).equals(next.path(key))) {
        continue;
      }
      YamlEditor editor = YamlEditor.of(text, part.where(), 0);
      List<String> path = List.of(ITEMS.get(0), ITEMS.get(1), key);
      EditResult result =
          next.has(key)
              ? editor.set(path, TextNode.valueOf(next.path(key).asText()))
              : editor.remove(path);
      if (!(result instanceof EditResult.Edited(String changed))) {
        return Optional.empty();
      }
      text = changed;
    }
    return Optional.of(text);
  }
}
