package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** Reads ExternalSecrets and what belongs to them from the API server. */
final class ExternalSecretReader {
  static final ResourceType EXTERNAL_SECRET =
      new ResourceType("external-secrets.io", "v1", "ExternalSecret", "externalsecrets", true);
  private static final ResourceType STORE =
      new ResourceType("external-secrets.io", "v1", "SecretStore", "secretstores", true);
  private static final ResourceType CLUSTER_STORE =
      new ResourceType(
          "external-secrets.io", "v1", "ClusterSecretStore", "clustersecretstores", false);

  private final ClusterApi api;

  /** Reads through {@code api}, which the caller must close. */
  ExternalSecretReader(ClusterApi api) {
    this.api = api;
  }

  /** Returns the ExternalSecrets of a namespace; of all namespaces if it is empty. */
  List<JsonNode> list(String namespace) {
    return api.list("list ExternalSecrets", EXTERNAL_SECRET.collectionPath(namespace), "");
  }

  /**
   * Reads an ExternalSecret.
   *
   * @throws CommandFailure if there is none
   */
  JsonNode read(ObjectKey key) {
    return api.find("read ExternalSecret " + key, EXTERNAL_SECRET.objectPath(key))
        .orElseThrow(() -> new CommandFailure("ExternalSecret " + key + " does not exist"));
  }

  /**
   * Reads a store.
   *
   * @param store kind and name, such as {@code SecretStore/aws}
   * @param namespace of the ExternalSecret
   */
  Optional<JsonNode> store(String store, String namespace) {
    int slash = store.indexOf('/');
    String name = store.substring(slash + 1);
    boolean cluster = store.startsWith("Cluster");
    ResourceType type = cluster ? CLUSTER_STORE : STORE;
    ObjectKey key = cluster ? ObjectKey.clusterScoped(name) : new ObjectKey(namespace, name);
    return api.find("read " + store, type.objectPath(key));
  }

  /** Reads the metadata of a Secret: its values stay where they are. */
  Optional<JsonNode> secretMetadata(ObjectKey key) {
    String path = ResourceType.SECRET.objectPath(key);
    ApiAnswer answer =
        api.send("read Secret " + key, ApiRequest.get(path).accepting(ApiRequest.METADATA_ONLY));
    if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    if (!answer.ok()) {
      throw new CommandFailure("cannot read Secret " + key + ": " + answer.message());
    }
    return Optional.of(answer.body().path("metadata"));
  }
}
