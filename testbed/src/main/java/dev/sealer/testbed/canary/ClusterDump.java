package dev.sealer.testbed.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON text of every object of a cluster, of every kind; of Secrets all but their data. */
final class ClusterDump {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final Map<String, String> objects = new LinkedHashMap<>();

  private ClusterDump(KubernetesClient client) {
    this.client = client;
  }

  static Map<String, String> of(KubernetesClient client) {
    ClusterDump all = new ClusterDump(client);
    all.groupVersions().forEach(all::collect);
    return all.objects;
  }

  private List<String> groupVersions() {
    List<String> all = new ArrayList<>(List.of("v1"));
    client
        .getApiGroups()
        .getGroups()
        .forEach(group -> all.add(group.getPreferredVersion().getGroupVersion()));
    return all;
  }

  private void collect(String groupVersion) {
    for (APIResource resource : client.getApiResources(groupVersion).getResources()) {
      if (resource.getVerbs().contains("list") && !resource.getName().contains("/")) {
        String root = "v1".equals(groupVersion) ? "/api/v1/" : "/apis/" + groupVersion + "/";
        collectList(root + resource.getName(), "secrets".equals(resource.getName()));
      }
    }
  }

  private void collectList(String path, boolean secrets) {
    JsonNode list = get(path);
    for (JsonNode item : list.path("items")) {
      if (secrets && item instanceof ObjectNode secret) {
        secret.remove("data");
      }
      String namespace = item.path("metadata").path("namespace").asText();
      String name = item.path("metadata").path("name").asText();
      objects.put(path + " " + namespace + "/" + name, item.toString());
    }
  }

  private JsonNode get(String path) {
    try {
      String text = client.raw(path);
      return text == null ? JSON.missingNode() : JSON.readTree(text);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 405) {
        // A kind that went away between discovery and now.
        return JSON.missingNode();
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("the API server's answer to " + path + " is not JSON", e);
    }
  }
}
