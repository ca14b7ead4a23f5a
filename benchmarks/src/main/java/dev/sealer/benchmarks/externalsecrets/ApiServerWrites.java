package dev.sealer.benchmarks.externalsecrets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.kube.client.ApiRequest;
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
 * The writes of an operator that makes ExternalSecrets Ready, for a run without one.
 *
 * @param objects the ExternalSecrets
 */
record ApiServerWrites(ExternalObjects objects) {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Returns the writes that make all of them Ready, with events for the first {@code events}. */
  List<ApiRequest> all(int events) {
    return IntStream.range(0, objects.count())
        .boxed()
        .flatMap(i ->
            i < events
                ? Stream.of(secret(i), event(i), status(i))
                : Stream.of(secret(i), status(i)))
        .toList();
  }

  private ApiRequest secret(int number) {
    ObjectNode secret =
        ExternalObjects.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.put("type", "Opaque").putObject("metadata");
    metadata.put("name", ExternalObjects.name(number)).put("namespace", BenchmarkCluster.NAMESPACE);
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
        .put("apiVersion", ExternalObjects.API_VERSION)
        .put("kind", ExternalObjects.KIND)
        .put("name", ExternalObjects.name(number))
        .put("uid", UUID.randomUUID().toString())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    ObjectNode data = secret.putObject("data");
    for (String key : ExternalObjects.KEYS) {
      byte[] value = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
      data.put(key, Base64.getEncoder().encodeToString(value));
    }
    String path =
        "/api/v1/namespaces/"
            + BenchmarkCluster.NAMESPACE
            + "/secrets/"
            + ExternalObjects.name(number);
    return apply(path, secret);
  }

  private ApiRequest status(int number) {
    ObjectNode object =
        ExternalObjects.JSON
            .createObjectNode()
            .put("apiVersion", ExternalObjects.API_VERSION)
            .put("kind", ExternalObjects.KIND);
    object.putObject("metadata").put("name", ExternalObjects.name(number));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ObjectNode status =
        object
            .putObject("status")
            .put("refreshTime", now.toString())
            .put("syncedResourceVersion", "1-" + UUID.randomUUID());
    status.putObject("binding").put("name", ExternalObjects.name(number));
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "SecretSynced")
        .put("message", "secret synced")
        .put("lastTransitionTime", now.toString());
    ArrayNode sources = status.putArray("sources");
    for (String key : ExternalObjects.KEYS) {
      ObjectNode source =
          sources.addObject().put("store", "ClusterSecretStore/" + ExternalObjects.STORE);
      source.put("key", objects.remoteKeyOf(number)).put("property", key);
      source.putArray("keys").add(key);
    }
    return apply(ExternalObjects.PATH + "/" + ExternalObjects.name(number) + "/status", object);
  }

  private static ApiRequest apply(String path, ObjectNode body) {
    return ApiRequest.patch(path, ApiRequest.APPLY_PATCH, body.toString())
        .with("fieldManager", "floor")
        .with("force", "true");
  }

  private ApiRequest event(int number) {
    ObjectNode event =
        ExternalObjects.JSON
            .createObjectNode()
            .put("apiVersion", "events.k8s.io/v1")
            .put("kind", "Event");
    event
        .putObject("metadata")
        .put("name", ExternalObjects.name(number) + "." + UUID.randomUUID())
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
        .put("apiVersion", ExternalObjects.API_VERSION)
        .put("kind", ExternalObjects.KIND)
        .put("name", ExternalObjects.name(number))
        .put("namespace", BenchmarkCluster.NAMESPACE);
    return ApiRequest.post(
        "/apis/events.k8s.io/v1/namespaces/" + BenchmarkCluster.NAMESPACE + "/events",
        event.toString());
  }
}
