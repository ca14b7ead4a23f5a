package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One request of a generated comparison, with placeholders for what differs between two servers:
 * {@code @version}, {@code @old} and {@code @uid} of the object, and {@code @namespace}.
 *
 * @param subject which object it is about
 * @param request with placeholders
 */
record GeneratedRequest(Subject subject, ApiRequest request) {

  static final String VERSION = "@version";
  static final String OLD = "@old";
  static final String UID = "@uid";
  static final String NAMESPACE = "@namespace";
  private static final List<String> MANAGERS = List.of("us", "them", "other");

  /** The objects that requests are about. */
  enum Subject {
    SECRET,
    CONFIG_MAP,
    SEALED_SECRET,
    EXTERNAL_SECRET,
    LEASE;

    ResourceType type() {
      return switch (this) {
        case SECRET -> ResourceType.SECRET;
        case CONFIG_MAP -> ResourceType.CONFIG_MAP;
        case SEALED_SECRET -> ContractClient.SEALED_SECRET;
        case EXTERNAL_SECRET -> ContractClient.EXTERNAL_SECRET;
        case LEASE -> ContractClient.LEASE;
      };
    }

    boolean hasStatus() {
      return this == SEALED_SECRET || this == EXTERNAL_SECRET;
    }

    String path() {
      return type().collectionPath(NAMESPACE).replace("%40", "@") + "/a";
    }
  }

  /** Returns the request for one server. */
  ApiRequest filled(Map<String, String> values) {
    String path = request.path();
    String body = request.body();
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace(value.getKey(), value.getValue());
      body = body == null ? null : body.replace(value.getKey(), value.getValue());
    }
    return new ApiRequest(
        request.method(), path, request.query(), request.accept(), request.contentType(), body);
  }

  @Override
  public String toString() {
    return request + " " + request.contentType() + " " + request.body();
  }

  /** Makes requests. */
  static final class Generator {

    private final RandomGenerator random;

    Generator(RandomGenerator random) {
      this.random = random;
    }

    GeneratedRequest next() {
      Subject subject = pick(List.of(Subject.values()));
      return new GeneratedRequest(subject, request(subject));
    }

    private ApiRequest request(Subject subject) {
      int choice = random.nextInt(100);
      if (choice < 10) {
        return modified(
            ApiRequest.post(
                subject.path().substring(0, subject.path().length() - 2),
                Json.text(identified(subject, content(subject)))));
      }
      if (choice < 45) {
        return apply(subject);
      }
      if (choice < 60) {
        return merge(subject);
      }
      if (choice < 72) {
        return modified(
            ApiRequest.patch(
                subject.path(), ApiRequest.JSON_PATCH, Json.text(operations(subject))));
      }
      if (choice < 82 && subject.hasStatus()) {
        return status(subject);
      }
      if (choice < 90) {
        return ApiRequest.delete(subject.path(), Json.text(deletion()));
      }
      return ApiRequest.get(subject.path());
    }

    private ApiRequest modified(ApiRequest request) {
      return request.with("fieldManager", pick(MANAGERS)).with("dryRun", chance(10) ? "All" : null);
    }

    private ApiRequest apply(Subject subject) {
      ObjectNode body = identified(subject, content(subject));
      expectations(body.withObject("/metadata"));
      return modified(
          ApiRequest.patch(subject.path(), ApiRequest.APPLY_PATCH, Json.text(body))
              .with("force", chance(40) ? "true" : null));
    }

    private ApiRequest merge(Subject subject) {
      ObjectNode body = content(subject);
      ObjectNode metadata = body.withObject("/metadata");
      if (chance(30)) {
        metadata.putNull(pick(List.of("labels", "annotations", "finalizers", "ownerReferences")));
      }
      if (chance(20)) {
        body.putNull(pick(List.of("data", "spec", "type", "immutable")));
      }
      if (chance(30)) {
        expectations(metadata);
      }
      return modified(ApiRequest.patch(subject.path(), ApiRequest.MERGE_PATCH, Json.text(body)));
    }

    private ApiRequest status(Subject subject) {
      ObjectNode body = Json.object();
      ObjectNode status = body.putObject("status");
      if (chance(70)) {
        ObjectNode condition = status.putArray("conditions").addObject();
        condition.put("type", "Ready").put("status", pick(List.of("True", "False")));
      }
      if (chance(50)) {
        String field = subject == Subject.SEALED_SECRET ? "observedGeneration" : "unknown";
        status.put(field, random.nextInt(3));
      }
      if (chance(20)) {
        body.putObject("spec").put("refreshInterval", "1h");
      }
      String path = subject.path() + "/status";
      return modified(
          chance(50)
              ? ApiRequest.patch(path, ApiRequest.APPLY_PATCH, Json.text(identified(subject, body)))
                  .with("force", "true")
              : ApiRequest.patch(path, ApiRequest.MERGE_PATCH, Json.text(body)));
    }

    private void expectations(ObjectNode metadata) {
      if (chance(15)) {
        metadata.put("resourceVersion", pick(List.of(VERSION, VERSION, OLD, "1")));
      }
      if (chance(10)) {
        metadata.put("uid", pick(List.of(UID, "11111111-2222-3333-4444-555555555555")));
      }
    }

    private ObjectNode deletion() {
      ObjectNode options = Json.object();
      if (chance(60)) {
        options.put("propagationPolicy", pick(List.of("Background", "Foreground", "Orphan")));
      }
      if (chance(20)) {
        options.putObject("preconditions").put("resourceVersion", pick(List.of(VERSION, OLD)));
      }
      if (chance(20)) {
        options.putArray("dryRun").add("All");
      }
      return options;
    }

    private ArrayNode operations(Subject subject) {
      ArrayNode operations = Json.object().arrayNode();
      if (chance(50)) {
        operations
            .addObject()
            .put("op", "test")
            .put("path", "/metadata/resourceVersion")
            .put("value", chance(70) ? VERSION : OLD);
      }
      List<String> paths =
          switch (subject) {
            case SECRET, CONFIG_MAP -> List.of("/data/x", "/data/y", "/data", "/immutable");
            case SEALED_SECRET ->
                List.of("/spec/encryptedData/x", "/spec/template", "/status", "/spec");
            case EXTERNAL_SECRET -> List.of("/spec/data/0", "/spec/target", "/spec/data");
            case LEASE -> List.of("/spec/holderIdentity", "/spec");
          };
      String own = pick(paths);
      String path =
          pick(
              List.of(
                  own,
                  own,
                  "/metadata/labels/l",
                  "/metadata/finalizers/0",
                  "/metadata/finalizers",
                  "/metadata/annotations"));
      operations.addObject().put("op", "remove").put("path", path);
      return operations;
    }

    private ObjectNode identified(Subject subject, ObjectNode object) {
      object
          .put("apiVersion", subject.type().apiVersion())
          .put("kind", subject.type().kind())
          .withObject("/metadata")
          .put("name", "a")
          .put("namespace", NAMESPACE);
      return object;
    }

    private ObjectNode content(Subject subject) {
      ObjectNode object = Json.object();
      metadata(object);
      switch (subject) {
        case SECRET -> secret(object);
        case CONFIG_MAP -> map(object);
        case SEALED_SECRET -> sealedSecret(object.putObject("spec"));
        case EXTERNAL_SECRET -> externalSecret(object.putObject("spec"));
        case LEASE -> lease(object.putObject("spec"));
      }
      if (chance(4)) {
        object.put("stuff", 1);
      }
      return object;
    }

    private void metadata(ObjectNode object) {
      if (chance(40)) {
        ObjectNode labels = object.withObject("/metadata/labels");
        labels.put(pick(List.of("l", "m")), pick(List.of("1", "2")));
        if (chance(10)) {
          labels.put("n", "not a label");
        }
      }
      if (chance(20)) {
        object.withObject("/metadata/annotations").put("example.com/a", pick(List.of("1", "2")));
      }
      if (chance(15)) {
        ArrayNode finalizers = object.withObject("/metadata").putArray("finalizers");
        finalizers.add("example.com/" + pick(List.of("a", "b")));
      }
      if (chance(15)) {
        String owner = pick(List.of("u1", "u2"));
        object
            .withObject("/metadata")
            .putArray("ownerReferences")
            .addObject()
            .put("apiVersion", "v1")
            .put("kind", "ConfigMap")
            .put("name", owner)
            .put("uid", owner)
            .put("controller", chance(50));
      }
    }

    private void secret(ObjectNode object) {
      if (chance(80)) {
        ObjectNode data = object.putObject("data");
        data.put(pick(List.of("x", "y", "z")), pick(List.of("MQ==", "Mg==")));
        data.put(pick(List.of("x", "y", "z")), pick(List.of("MQ==", "Mg==")));
        if (chance(5)) {
          data.put("a b", "MQ==");
        }
        if (chance(4)) {
          data.put("x", "no base64!");
        }
        if (chance(4)) {
          data.put("x", 7);
        }
      }
      if (chance(15)) {
        object.putObject("stringData").put("s", pick(List.of("1", "2")));
      }
      if (chance(8)) {
        object.put("type", pick(List.of("Opaque", "example.com/t", "kubernetes.io/tls")));
      }
      if (chance(4)) {
        object.put("immutable", true);
      }
    }

    private void map(ObjectNode object) {
      if (chance(80)) {
        ObjectNode data = object.putObject("data");
        data.put(pick(List.of("x", "y", "z")), pick(List.of("1", "2", "")));
        data.put(pick(List.of("x", "y", "z")), pick(List.of("1", "2")));
      }
      if (chance(10)) {
        object.putObject("binaryData").put(pick(List.of("b", "x")), "MQ==");
      }
      if (chance(4)) {
        object.put("immutable", chance(50));
      }
    }

    private void sealedSecret(ObjectNode spec) {
      if (!chance(5)) {
        ObjectNode data = spec.putObject("encryptedData");
        data.put(pick(List.of("x", "y")), pick(List.of("AgA=", "AgB=")));
        if (chance(5)) {
          data.put("x", 5);
        }
      }
      if (chance(40)) {
        ObjectNode template = spec.putObject("template");
        template.put("type", pick(List.of("Opaque", "t")));
        ObjectNode metadata = template.putObject("metadata");
        metadata.putObject("labels").put(pick(List.of("l", "m")), "1");
        if (chance(50)) {
          metadata.putObject("unknown").put(pick(List.of("u", "v")), random.nextInt(2));
        }
        if (chance(30)) {
          template.putObject("data").putNull(pick(List.of("k", "l")));
        }
        if (chance(20)) {
          template.put("unknown", 1);
        }
      }
    }

    private void externalSecret(ObjectNode spec) {
      if (chance(70)) {
        spec.putObject("secretStoreRef").put("name", pick(List.of("s", "t")));
      }
      if (chance(30)) {
        spec.put("refreshInterval", pick(List.of("1h", "2h")));
      }
      if (chance(60)) {
        ObjectNode entry = spec.putArray("data").addObject();
        entry.put("secretKey", chance(90) ? pick(List.of("k", "l")) : "not a key");
        entry.putObject("remoteRef").put("key", pick(List.of("r", "s")));
      }
      if (chance(40)) {
        ObjectNode target = spec.putObject("target");
        target.put("name", pick(List.of("n", "o")));
        if (chance(30)) {
          target.put("creationPolicy", pick(List.of("Owner", "Merge", "Never")));
        }
      }
    }

    private void lease(ObjectNode spec) {
      spec.put("holderIdentity", pick(List.of("", "h", "i")));
      if (chance(70)) {
        spec.put("leaseDurationSeconds", pick(List.of(0, 15, 30)));
      }
      if (chance(50)) {
        spec.put("renewTime", "2026-01-02T03:04:0" + random.nextInt(3) + ".000000Z");
      }
      if (chance(50)) {
        spec.put("leaseTransitions", random.nextInt(2));
      }
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> options) {
      return options.get(random.nextInt(options.size()));
    }
  }
}
