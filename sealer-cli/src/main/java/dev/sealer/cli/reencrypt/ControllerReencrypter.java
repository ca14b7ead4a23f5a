package dev.sealer.cli.reencrypt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.manifest.ReencryptReply;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By the controller, which keeps items that are on its newest key. It is sent the items and what
 * they are bound to, and of its answer only the items are taken.
 */
public final class ControllerReencrypter implements Reencrypter {

  private final ControllerClient controller;

  /** Asks this controller. */
  public ControllerReencrypter(ControllerClient controller) {
    this.controller = controller;
  }

  @Override
  public Result reencrypt(SealedDocument object) {
    object.requireTemplateScope();
    object.label();
    if (object.isDeprecated()) {
      throw new InvalidManifestException(
          "spec.data, the deprecated form, can only be re-encrypted with --private-key");
    }
    Map<String, String> fresh = new TreeMap<>();
    Set<String> current = new TreeSet<>();
    if (object.values().isEmpty()) {
      return new Result(fresh, current, Set.of());
    }
    JsonNode items = answer(object).path("spec").path("encryptedData");
    for (SealedValue value : object.values()) {
      String now = items.path(value.key()).asText("");
      if (now.equals(value.text())) {
        current.add(value.key());
      } else if (SealedItem.parseBase64(now) instanceof ParsedItem.Parsed(SealedItem item)) {
        fresh.put(value.key(), item.toBase64());
      } else {
        throw new InvalidManifestException(
            "the controller's response has no value " + value.key() + ": nothing was changed");
      }
    }
    return new Result(fresh, current, Set.of());
  }

  private JsonNode answer(SealedDocument object) {
    JsonNode question = question(object);
    return switch (controller.rotate(question)) {
      case ControllerClient.Rotation.Rotated(JsonNode sealed) -> {
        ReencryptReply.requireSame(question, sealed);
        yield sealed;
      }
      case ControllerClient.Rotation.Refused(String why) -> throw new InvalidManifestException(why);
    };
  }

  private static JsonNode question(SealedDocument object) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("kind", SealedSecretJson.KIND);
    question.put("apiVersion", SealedSecretJson.API_VERSION);
    ObjectNode metadata = question.putObject("metadata");
    metadata.put("name", object.name());
    metadata.put("namespace", object.namespace());
    object.scope().annotations().forEach(metadata.withObject("/annotations")::put);
    ObjectNode items = question.putObject("spec").putObject("encryptedData");
    object.values().forEach(value -> items.put(value.key(), value.text()));
    return question;
  }
}
