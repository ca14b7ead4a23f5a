package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.DesiredSecret;
import dev.sealer.sealedsecrets.plan.secret.LiveSecret;
import dev.sealer.sealing.GoBase64;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Secrets as the API has them. Plaintext becomes base64 text here, the last step before it is sent.
 */
final class SecretManifest {

  private static final String METADATA = "metadata";

  private SecretManifest() {}

  /** The fields to own of the Secret. */
  static ObjectNode write(
      DesiredSecret desired, SealedObject owner, boolean setOwner, boolean immutable) {
    Blueprint blueprint = desired.blueprint();
    ObjectNode secret = Json.object();
    ObjectNode metadata = secret.putObject(METADATA);
    putTexts(metadata, "labels", blueprint.labels());
    putTexts(metadata, "annotations", blueprint.annotations());
    if (!blueprint.finalizers().isEmpty()) {
      blueprint.finalizers().forEach(metadata.putArray("finalizers")::add);
    }
    if (setOwner) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "bitnami.com/v1alpha1")
          .put("kind", "SealedSecret")
          .put("name", owner.key().name())
          .put("uid", owner.uid())
          .put("controller", true);
    }
    if (blueprint.type() != null) {
      secret.put("type", blueprint.type());
    }
    if (immutable) {
      secret.put("immutable", true);
    }
    ObjectNode data = secret.putObject("data");
    desired.data().forEach((key, value) -> data.put(key, value.<String>reveal(GoBase64::encode)));
    return secret;
  }

  /** What planning needs of a Secret; its values are left behind. */
  static LiveSecret read(JsonNode secret) {
    JsonNode metadata = secret.path(METADATA);
    List<String> owners = new ArrayList<>();
    String controller = "";
    for (JsonNode owner : metadata.path("ownerReferences")) {
      owners.add(owner.path("uid").asText());
      controller = owner.path("controller").asBoolean() ? owner.path("uid").asText() : controller;
    }
    Set<String> keys = new HashSet<>();
    secret.path("data").fieldNames().forEachRemaining(keys::add);
    return new LiveSecret(
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        secret.path("type").asText(),
        secret.path("immutable").asBoolean(),
        texts(metadata.path("labels")),
        texts(metadata.path("annotations")),
        owners,
        controller,
        keys);
  }

  private static void putTexts(ObjectNode parent, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode node = parent.putObject(name);
      texts.forEach(node::put);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
