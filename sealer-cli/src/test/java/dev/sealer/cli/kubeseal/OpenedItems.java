package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what sealed items hold in their place: the items themselves differ each time. */
final class OpenedItems {
  private static final Pattern ITEM = Pattern.compile("A[QgB][A-Za-z0-9+/]{300,}={0,2}");

  private final Unsealer unsealer;

  private OpenedItems(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /** Opens what is sealed for this pair. */
  static OpenedItems with(SealingKeyPair pair) {
    return new OpenedItems(
        new Unsealer(KeyRing.of(List.of(pair.key())), new JdkPrivateKeyOperation()));
  }

  /**
   * The text with every item replaced by the label it was sealed for and its value.
   *
   * @param label of an item that stands alone
   */
  String opened(String text, Optional<String> label) {
    if (!ITEM.matcher(text).find()) {
      return text;
    }
    String opened = text;
    for (Document document : documents(text)) {
      JsonNode metadata = document.content().path("metadata");
      SealingLabel own =
          Scope.ofAnnotations(SealedSecretJson.strings(metadata.path("annotations"), "annotations"))
              .labelToTry(metadata.path("namespace").asText(""), metadata.path("name").asText(""));
      for (JsonNode item : document.content().path("spec").path("encryptedData")) {
        if (ITEM.matcher(item.asText()).matches()) {
          opened = opened.replace(item.asText(), value(item.asText(), own));
        }
      }
    }
    Matcher rest = ITEM.matcher(opened);
    return rest.replaceAll(item ->
        Matcher.quoteReplacement(
            label
                .map(own -> value(item.group(), new SealingLabel(own)))
                .orElse("<an item of no object>")));
  }

  private static List<Document> documents(String text) {
    try {
      return KubeYaml.readDocuments(text, "output");
    } catch (YamlException e) {
      return List.of();
    }
  }

  private String value(String item, SealingLabel label) {
    if (!(SealedItem.parseBase64(item) instanceof ParsedItem.Parsed(SealedItem parsed))) {
      return "<not an item>";
    }
    return switch (unsealer.unseal(parsed, label, null)) {
      case UnsealResult.NotOpened _ -> "<does not open as " + label.text() + ">";
      case UnsealResult.Unsealed unsealed -> {
        try (unsealed) {
          yield "<"
              + label.text()
              + "|"
              + unsealed.value().<String>reveal(OpenedItems::printable)
              + ">";
        }
      }
    };
  }

  private static String printable(byte[] value) {
    return new String(value, StandardCharsets.UTF_8).replace('\n', '⏎');
  }
}
