package dev.sealer.benchmarks.externalsecrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.testbed.aws.AwsEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  private static final String STORE = "aws";
  private static final String CREDENTIALS = "aws-credentials";
  private static final String API_VERSION = "external-secrets.io/v1";
  private static final String KIND = "ExternalSecret";
  private static final List<String> KEYS = List.of("username", "password", "token");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private static String name(int number) {
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
      entry.putObject("remoteRef").put("key", remoteKey(number % secrets)).put("property", key);
    }
    return object.toString();
  }

  /** Returns the writes that make all of them Ready, with events for the first {@code events}. */
  List<ApiRequest> writes(int events) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(i ->
            i < events
                ? Stream.of(secret(i), event(i), status(i))
                : Stream.of(secret(i), status(i)))
        .toList();
  }

  private ApiRequest secret(int number) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.put("type", "Opaque").putObject("metadata");
    metadata.put("name", name(number)).put("namespace", BenchmarkCluster.NAMESPACE);
    metadata
        .putObject("labels")
        .put("reconcile.external-secrets.io/created-by", UUID.randomUUID().toString())
        .put("reconcile.external-secrets.io/managed", "true");
    metadata
        .putObject("annotations")
        .put("reconcile.external-secrets.io/data-hash", UUID.randomUUID().toString());
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put("name", name(number))
        .put("uid", UUID.randomUUID().toString())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    ObjectNode data = secret.putObject("data");
    for (String key : KEYS) {
      byte[] value = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
      data.put(key, Base64.getEncoder().encodeToString(value));
    }
    String path = "/api/v1/namespaces/" + BenchmarkCluster.NAMESPACE + "/secrets/" + name(number);
    return apply(path, secret);
  }

  private ApiRequest status(int number) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", API_VERSION).put("kind", KIND);
    object.putObject("metadata").put("name", name(number));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ObjectNode status =
        object
            .putObject("status")
            .put("refreshTime", now.toString())
            .put("syncedResourceVersion", "1-" + UUID.randomUUID());
    status.putObject("binding").put("name", name(number));
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "SecretSynced")
        .put("message", "secret synced")
        .put("lastTransitionTime", now.toString());
    ArrayNode sources = status.putArray("sources");
    for (String key : KEYS) {
      ObjectNode source = sources.addObject().put("store", "ClusterSecretStore/" + STORE);
      source.put("key", remoteKey(number % secrets)).put("property", key);
      source.putArray("keys").add(key);
    }
    return apply(PATH + "/" + name(number) + "/status", object);
  }

  private static ApiRequest apply(String path, ObjectNode body) {
    return ApiRequest.patch(path, ApiRequest.APPLY_PATCH, body.toString())
        .with("fieldManager", "floor")
        .with("force", "true");
  }

  private ApiRequest event(int number) {
    ObjectNode event =
        JSON.createObjectNode().put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    event
        .putObject("metadata")
        .put("name", name(number) + "." + UUID.randomUUID())
        .put("namespace", BenchmarkCluster.NAMESPACE);
    event
        .put("eventTime", MICROS.format(Instant.now()))
        .put("reportingController", "floor")
        .put("reportingInstance", "floor")
        .put("action", "Created")
        .put("reason", "Created")
        .put("note", "secret created")
        .put("type", "Normal");
    event
        .putObject("regarding")
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put("name", name(number))
        .put("namespace", BenchmarkCluster.NAMESPACE);
    return ApiRequest.post(
        "/apis/events.k8s.io/v1/namespaces/" + BenchmarkCluster.NAMESPACE + "/events",
        event.toString());
  }
}
