package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Secrets by plain calls to the API server. */
final class ApiSecrets implements ClusterSecrets {

  private final KubernetesClient client;

  ApiSecrets(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public List<JsonNode> labelled(String namespace, String label) {
    String path =
        path(namespace) + "?labelSelector=" + URLEncoder.encode(label, StandardCharsets.UTF_8);
    String what = "list the Secrets of namespace " + namespace;
    JsonNode items = tree(asked(what, namespace, () -> client.raw(path))).path("items");
    List<JsonNode> found = new ArrayList<>();
    items.forEach(found::add);
    boolean list = items.isArray() || items.isNull();
    if (!list || !found.stream().allMatch(JsonNode::isObject)) {
      throw new CommandFailure("cannot " + what + ": " + ClusterErrors.STRANGE_ANSWER);
    }
    return found;
  }

  @Override
  public Optional<JsonNode> find(String namespace, String name) {
    String what = "read the Secret " + namespace + "/" + name;
    try {
      String found = client.raw(path(namespace) + "/" + name);
      return found == null ? Optional.empty() : Optional.of(tree(found));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw failure(what, namespace, e);
    }
  }

  @Override
  public JsonNode create(String namespace, JsonNode secret) {
    String what = "create a Secret in namespace " + namespace;
    String sent = KubeYaml.toJson(secret);
    JsonNode made = tree(asked(what, namespace, () -> client.raw(path(namespace), "POST", sent)));
    if (made instanceof ObjectNode object) {
      object.remove("data");
    }
    return made;
  }

  private static String path(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/secrets";
  }

  private @Nullable String asked(String what, String namespace, Supplier<@Nullable String> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw failure(what, namespace, e);
    }
  }

  private static JsonNode tree(@Nullable String answer) {
    return KubeYaml.readDocument(answer == null ? "{}" : answer, "the API server's answer")
        .content();
  }

  /** Without the cause: the client's messages may repeat what was sent. */
  private CommandFailure failure(String what, String namespace, KubernetesClientException e) {
    URI url = URI.create(client.getMasterUrl().toString()).resolve(path(namespace));
    return new CommandFailure(
        "cannot " + what + ": " + ClusterErrors.line(e, "\"" + url + "\"", url, Optional.empty()));
  }
}
