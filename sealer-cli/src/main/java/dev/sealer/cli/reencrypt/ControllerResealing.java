package dev.sealer.cli.reencrypt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.cli.sealed.RotationReply;
import dev.sealer.cli.sealed.ScopeClaim;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.cli.sealed.SealedValue;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By the controller, which keeps items that are on its newest key. It is sent the items and what
 * they are bound to, and of its answer only the items are taken.
 */
public final class ControllerResealing implements Resealing {

  private final Controller controller;

  /** Asks this controller. */
  public ControllerResealing(Controller controller) {
    this.controller = controller;
  }

  @Override
  public Resealed reseal(SealedObject object) {
    ScopeClaim.requireNoneWider(object);
    object.label();
    if (object.isDeprecated()) {
      throw new ManifestException(
          "spec.data, the deprecated form, can only be sealed anew with --private-key");
    }
    Map<String, String> fresh = new TreeMap<>();
    Set<String> current = new TreeSet<>();
    if (object.values().isEmpty()) {
      return new Resealed(fresh, current, Set.of());
    }
    JsonNode items = answer(object).path("spec").path("encryptedData");
    for (SealedValue value : object.values()) {
      String now = items.path(value.key()).asText("");
      if (now.equals(value.text())) {
        current.add(value.key());
      } else if (SealedItem.parseBase64(now) instanceof ParsedItem.Parsed(SealedItem item)) {
        fresh.put(value.key(), item.toBase64());
      } else {
        throw new ManifestException(
            "the controller's answer has no item " + value.key() + ": nothing was changed");
      }
    }
    return new Resealed(fresh, current, Set.of());
  }

  private JsonNode answer(SealedObject object) {
    JsonNode question = question(object);
    return switch (controller.rotate(question)) {
      case Controller.Rotation.Rotated(JsonNode sealed) -> {
        RotationReply.requireSame(question, sealed);
        yield sealed;
      }
      case Controller.Rotation.Refused(String why) -> throw new ManifestException(why);
    };
  }

  private static JsonNode question(SealedObject object) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("kind", SealedTree.KIND);
    question.put("apiVersion", SealedTree.API_VERSION);
    ObjectNode metadata = question.putObject("metadata");
    metadata.put("name", object.name());
    metadata.put("namespace", object.namespace());
    object.scope().annotations().forEach(metadata.withObject("/annotations")::put);
    ObjectNode items = question.putObject("spec").putObject("encryptedData");
    object.values().forEach(value -> items.put(value.key(), value.text()));
    return question;
  }
}
