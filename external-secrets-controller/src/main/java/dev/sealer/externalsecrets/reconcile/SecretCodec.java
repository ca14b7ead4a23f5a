package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.plan.DesiredSecret;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Between the API's Secret and ours. One of the few places where plaintext is text: the API carries
 * data as base64 in JSON, and nothing but that leaves here.
 */
final class SecretCodec {

  private static final String OPAQUE = "Opaque";

  private SecretCodec() {}

  /** Reads a Secret. The caller must close the result. */
  static LiveSecret live(JsonNode secret, String fieldManager) {
    JsonNode metadata = secret.path("metadata");
    return new LiveSecret(
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        secret.path("type").asText(OPAQUE),
        secret.path("immutable").asBoolean(),
        texts(metadata.path("labels")),
        texts(metadata.path("annotations")),
        owners(metadata.path("ownerReferences")),
        data(secret.path("data")),
        ownedKeys(metadata.path("managedFields"), fieldManager));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static Map<String, SecretBytes> data(JsonNode node) {
    Map<String, SecretBytes> data = new HashMap<>();
    node.properties().forEach(e -> data.put(e.getKey(), decoded(e.getValue())));
    return data;
  }

  private static SecretBytes decoded(JsonNode value) {
    try {
      byte[] bytes = value.binaryValue();
      return SecretBytes.takeOver(bytes == null ? new byte[0] : bytes);
    } catch (IOException e) {
      // Its message would quote the value.
      throw new IllegalStateException("the API server's Secret holds data that is not base64");
    }
  }

  private static List<LiveSecret.Owner> owners(JsonNode node) {
    List<LiveSecret.Owner> owners = new ArrayList<>();
    for (JsonNode owner : node) {
      owners.add(
          new LiveSecret.Owner(
              owner.path("apiVersion").asText(),
              owner.path("kind").asText(),
              owner.path("name").asText(),
              owner.path("uid").asText(),
              owner.path("controller").asBoolean()));
    }
    return owners;
  }

  /** Returns which manager owns which data keys, whether by an update or by an apply. */
  private static LiveSecret.OwnedKeys ownedKeys(JsonNode managedFields, String fieldManager) {
    Map<String, Set<String>> byManager = new HashMap<>();
    for (JsonNode entry : managedFields) {
      Set<String> keys =
          byManager.computeIfAbsent(entry.path("manager").asText(), _ -> new HashSet<>());
      for (var field : entry.path("fieldsV1").path("f:data").properties()) {
        if (field.getKey().startsWith("f:")) {
          keys.add(field.getKey().substring(2));
        }
      }
    }
    Set<String> ours = byManager.remove(fieldManager);
    return new LiveSecret.OwnedKeys(ours == null ? Set.of() : ours, byManager);
  }

  /** Returns the keys of data that managers other than this one own, too. */
  static Set<String> keysOfOthers(JsonNode secret, String fieldManager) {
    Set<String> keys = new HashSet<>();
    ownedKeys(secret.path("metadata").path("managedFields"), fieldManager)
        .byOthers()
        .values()
        .forEach(keys::addAll);
    return keys;
  }

  /** Returns whether a manager owns fields through an update, as External Secrets Operator does. */
  static boolean hasUpdates(JsonNode secret, String fieldManager) {
    for (JsonNode entry : secret.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(fieldManager)
          && entry.path("operation").asText().equals("Update")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the keys of a Secret's data, sorted. */
  static NavigableSet<String> keys(JsonNode secret) {
    NavigableSet<String> keys = new TreeSet<>();
    secret.path("data").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Returns the Secret to apply, sorted by name, so that the same content is the same request. */
  static ObjectNode manifest(DesiredSecret desired) {
    ObjectNode secret = Json.object();
    secret.put("type", desired.type());
    if (desired.immutable()) {
      secret.put("immutable", true);
    }
    ObjectNode metadata = secret.putObject("metadata");
    new TreeMap<>(desired.labels()).forEach(metadata.putObject("labels")::put);
    new TreeMap<>(desired.annotations()).forEach(metadata.putObject("annotations")::put);
    if (!desired.finalizers().isEmpty()) {
      desired.finalizers().forEach(metadata.putArray("finalizers")::add);
    }
    desired.owner().ifPresent(source -> owner(metadata, source));
    ObjectNode data = secret.putObject("data");
    new TreeMap<>(desired.data())
        .forEach((key, value) -> data.put(key, value.reveal(Base64.getEncoder()::encodeToString)));
    return secret;
  }

  private static void owner(ObjectNode metadata, Source source) {
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", source.apiVersion())
        .put("kind", Source.KIND)
        .put("name", source.name())
        .put("uid", source.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
