package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.DesiredSecret;
import dev.sealer.sealedsecrets.plan.secret.LiveSecret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

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

  /** The fields that {@link #write} states, each in the API's own notation. */
  static FieldSet fields(ObjectNode manifest) {
    JsonNode metadata = manifest.path(METADATA);
    FieldSet fields = FieldSet.none();
    for (String map : List.of("labels", "annotations")) {
      for (Map.Entry<String, JsonNode> entry : metadata.path(map).properties()) {
        fields = fields.with("f:metadata", "f:" + map, "f:" + entry.getKey());
      }
    }
    for (JsonNode finalizer : metadata.path("finalizers")) {
      fields = fields.with("f:metadata", "f:finalizers", "v:" + Json.text(finalizer));
    }
    for (JsonNode owner : metadata.path("ownerReferences")) {
      ObjectNode key = Json.object().put("uid", owner.path("uid").asText());
      fields = fields.with("f:metadata", "f:ownerReferences", "k:" + Json.text(key));
    }
    for (String one : List.of("type", "immutable")) {
      fields = manifest.has(one) ? fields.with("f:" + one) : fields;
    }
    for (Map.Entry<String, JsonNode> entry : manifest.path("data").properties()) {
      fields = fields.with("f:data", "f:" + entry.getKey());
    }
    return fields;
  }

  /** Whether {@code live} has everything that {@code manifest} states. */
  static boolean holds(JsonNode live, JsonNode manifest) {
    if (manifest.isArray()) {
      return StreamSupport.stream(manifest.spliterator(), false)
          .allMatch(wanted ->
              StreamSupport.stream(live.spliterator(), false).anyMatch(e -> holds(e, wanted)));
    }
    return manifest.isObject()
        ? manifest.properties().stream()
            .allMatch(member -> holds(live.path(member.getKey()), member.getValue()))
        : manifest.equals(live);
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
      new TreeMap<>(texts).forEach(node::put);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
