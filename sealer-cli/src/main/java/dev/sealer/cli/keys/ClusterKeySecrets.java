package dev.sealer.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.kube.ResourceType;
import dev.sealer.sealing.model.KeySecret;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the key Secrets of a namespace. */
public final class ClusterKeySecrets {
  private ClusterKeySecrets() {}

  /**
   * Returns every Secret with the key label, whatever its value, and the legacy one.
   *
   * @param legacyName name of the Secret that needs no label
   */
  public static Collection<JsonNode> of(ClusterApi api, String namespace, String legacyName) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    String path = ResourceType.SECRET.collectionPath(namespace);
    String what = "list the key Secrets of namespace " + namespace;
    for (JsonNode secret : api.list(what, path, KeySecret.LABEL)) {
      byName.put(secret.path("metadata").path("name").asText(""), secret);
    }
    api.find("read Secret " + namespace + "/" + legacyName, path + "/" + legacyName)
        .ifPresent(secret -> byName.put(legacyName, secret));
    return byName.values();
  }
}
