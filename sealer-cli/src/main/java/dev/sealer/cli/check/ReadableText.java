package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.YamlEditor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with a short line in place of each ciphertext, for line-wise comparison: two lines are
 * equal when the values are known to be, and otherwise when the ciphertexts are. Comments and
 * layout stay.
 */
public final class ReadableText {
  private static final int BITS_PER_BYTE = 8;
  private static final int OVERHEAD = 18;
  private static final int SHOWN = 12;

  private final ValueComparator values;

  /** Replaces by what these know. */
  public ReadableText(ValueComparator values) {
    this.values = values;
  }

  /** Returns the text to compare. */
  public String of(ManifestText text) {
    Map<ManifestText.Part, String> replaced = ManifestText.replacements();
    for (ManifestText.Part part : text.parts()) {
      JsonNode readable = readable(part.content());
      if (!readable.equals(part.content())) {
        replaced.put(part, text(part, readable));
      }
    }
    return text.with(replaced);
  }

  private static String text(ManifestText.Part part, JsonNode readable) {
    if (part.isJson()) {
      return KubeYaml.toPrettyJson(readable);
    }
    String text = part.place().text();
    for (Map.Entry<String, JsonNode> item : readable.at("/spec/encryptedData").properties()) {
      List<String> path = List.of("spec", "encryptedData", item.getKey());
      EditResult result =
          YamlEditor.of(text, part.where(), 0)
              .set(path, TextNode.valueOf(item.getValue().asText()));
      if (!(result instanceof EditResult.Edited(String edited))) {
        return KubeYaml.toYaml(readable);
      }
      text = edited;
    }
    // A List has its items elsewhere: then nothing was edited, and all is written again.
    return SealedSecretJson.is(readable) ? text : KubeYaml.toYaml(readable);
  }

  private JsonNode readable(JsonNode content) {
    JsonNode copy = content.deepCopy();
    replaceItems(copy);
    copy.path("items").forEach(this::replaceItems);
    return copy;
  }

  private void replaceItems(JsonNode object) {
    if (!SealedSecretJson.is(object)
        || !(object.at("/spec/encryptedData") instanceof ObjectNode items)) {
      return;
    }
    Map<String, String> lines = new LinkedHashMap<>();
    items
        .properties()
        .forEach(item -> {
          SealedValueId place =
              new SealedValueId(
                  object.at("/metadata/namespace").asText(""),
                  object.at("/metadata/name").asText(""),
                  SealedSecretJson.scope(object),
                  item.getKey());
          lines.put(item.getKey(), line(place, item.getValue().asText("")));
        });
    lines.forEach(items::put);
  }

  private String line(SealedValueId place, String item) {
    if (!(SealedItem.parseBase64(item) instanceof ParsedItem.Parsed(SealedItem parsed))) {
      return item;
    }
    int length = parsed.toBytes().length - parsed.blockLength() - OVERHEAD;
    String what =
        values
            .fingerprint(place, item)
            .map(known -> "value " + known.shown())
            .orElse("ciphertext …" + item.substring(Math.max(0, item.length() - SHOWN)));
    return "%s, %d bytes, RSA %d".formatted(what, length, parsed.blockLength() * BITS_PER_BYTE);
  }
}
