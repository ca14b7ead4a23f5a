package dev.sealer.sealedsecrets.plan.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Secrets as JSON. Plaintext becomes base64 here, the last step before it is sent. */
public final class SecretManifest {

  private static final String METADATA = "metadata";

  private SecretManifest() {}

  /** Returns the fields of the Secret to own. */
  public static ObjectNode write(
      DeclaredSecret desired, SealedObject owner, boolean setOwner, boolean immutable) {
    SecretTemplate template = desired.template();
    ObjectNode secret = Json.object();
    ObjectNode metadata = secret.putObject(METADATA);
    putStrings(metadata, "labels", template.labels());
    putStrings(metadata, "annotations", template.annotations());
    if (!template.finalizers().isEmpty()) {
      template.finalizers().forEach(metadata.putArray("finalizers")::add);
    }
    if (setOwner) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", SealedSecretJson.API_VERSION)
          .put("kind", SealedSecretJson.KIND)
          .put("name", owner.key().name())
          .put("uid", owner.uid())
          .put("controller", true);
    }
    if (template.type() != null) {
      secret.put("type", template.type());
    }
    if (immutable) {
      secret.put("immutable", true);
    }
    ObjectNode data = secret.putObject("data");
    desired.data().forEach((key, value) -> data.put(key, value.<String>reveal(GoBase64::encode)));
    return secret;
  }

  /** Returns the fields that {@code manifest} declares, in the notation of managed fields. */
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

  /** Returns whether {@code live} has everything that {@code manifest} declares. */
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

  private static void putStrings(ObjectNode parent, String name, Map<String, String> strings) {
    if (!strings.isEmpty()) {
      ObjectNode node = parent.putObject(name);
      new TreeMap<>(strings).forEach(node::put);
    }
  }
}
