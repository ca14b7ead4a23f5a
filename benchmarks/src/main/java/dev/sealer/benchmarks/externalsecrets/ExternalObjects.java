package dev.sealer.benchmarks.externalsecrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.testbed.aws.AwsEndpoint;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * ExternalSecrets of three data keys each, which share secrets of one ClusterSecretStore.
 *
 * @param count number of ExternalSecrets
 * @param secrets number of secrets at the provider
 * @param interval refresh interval as Go writes it
 */
record ExternalObjects(int count, int secrets, String interval) {

  static final String STORES = "/apis/external-secrets.io/v1/clustersecretstores";
  static final String PATH =
      "/apis/external-secrets.io/v1/namespaces/" + BenchmarkCluster.NAMESPACE + "/externalsecrets";

  static final String STORE = "aws";
  private static final String CREDENTIALS = "aws-credentials";
  static final String API_VERSION = "external-secrets.io/v1";
  static final String KIND = "ExternalSecret";
  static final List<String> KEYS = List.of("username", "password", "token");
  static final ObjectMapper JSON = new ObjectMapper();

  /** Creates the secrets at the provider, past the proxy that counts. */
  static void createSecrets(AwsEndpoint aws, int number) {
    for (int i = 0; i < number; i++) {
      ObjectNode value = JSON.createObjectNode();
      KEYS.forEach(key -> value.put(key, UUID.randomUUID().toString()));
      aws.direct(
          "secretsmanager.CreateSecret",
          JSON.createObjectNode()
              .put("Name", remoteKey(i))
              .put("SecretString", value.toString())
              .toString());
    }
  }

  private static String remoteKey(int number) {
    return "benchmark/" + number;
  }

  /** Returns the secret that an ExternalSecret reads. */
  String remoteKeyOf(int number) {
    return remoteKey(number % secrets);
  }

  static String name(int number) {
    return "login-" + number;
  }

  /** Returns the store's credentials, a Secret without a namespace. */
  static String credentials(AwsEndpoint aws) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    secret.putObject("metadata").put("name", CREDENTIALS);
    secret
        .putObject("stringData")
        .put("id", aws.accessKeyId())
        .put("secret", aws.secretAccessKey());
    return secret.toString();
  }

  static String store(AwsEndpoint aws) {
    ObjectNode store =
        JSON.createObjectNode().put("apiVersion", API_VERSION).put("kind", "ClusterSecretStore");
    store.putObject("metadata").put("name", STORE);
    ObjectNode block = store.putObject("spec").putObject("provider").putObject("aws");
    block.put("service", "SecretsManager").put("region", aws.region());
    ObjectNode keys = block.putObject("auth").putObject("secretRef");
    selector(keys.putObject("accessKeyIDSecretRef"), "id");
    selector(keys.putObject("secretAccessKeySecretRef"), "secret");
    return store.toString();
  }

  private static void selector(ObjectNode selector, String key) {
    selector.put("name", CREDENTIALS).put("namespace", BenchmarkCluster.NAMESPACE).put("key", key);
  }

  List<String> all() {
    return IntStream.range(0, count).mapToObj(this::object).toList();
  }

  private String object(int number) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", API_VERSION).put("kind", KIND);
    object
        .putObject("metadata")
        .put("name", name(number))
        .put("namespace", BenchmarkCluster.NAMESPACE);
    ObjectNode spec = object.putObject("spec").put("refreshInterval", interval);
    spec.putObject("secretStoreRef").put("kind", "ClusterSecretStore").put("name", STORE);
    ArrayNode data = spec.putArray("data");
    for (String key : KEYS) {
      ObjectNode entry = data.addObject().put("secretKey", key);
      entry.putObject("remoteRef").put("key", remoteKeyOf(number)).put("property", key);
    }
    return object.toString();
  }
}
