package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.RawAnswer;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The controller through the API server's service proxy. The path is kubeseal's: the service's
 * first port by name, which may be empty.
 */
final class ServiceProxy implements ControllerClient {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ClusterApi api;
  private final String namespace;
  private final String name;
  private @Nullable String base;

  /** Reaches the service of that name. */
  ServiceProxy(ClusterApi api, String namespace, String name) {
    this.api = api;
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public byte[] certificate() {
    String what = "fetch certificate";
    ApiRequest request = ApiRequest.get(path("/v1/cert.pem"));
    RawAnswer answer = api.sendRaw(what, request);
    if (!answer.ok()) {
      throw ClusterApi.failure(what, problem(request, answer));
    }
    return answer.body();
  }

  @Override
  public boolean verify(JsonNode sealed) {
    String what = "validate sealed secret";
    ApiRequest request = post("/v1/verify", sealed);
    RawAnswer answer = sendPatiently(what, request);
    if (answer.ok() || answer.code() == CONFLICT) {
      return answer.ok();
    }
    throw ClusterApi.failure(what, problem(request, answer));
  }

  @Override
  public Rotation rotate(JsonNode sealed) {
    String what = "re-encrypt secret";
    ApiRequest request = post("/v1/rotate", sealed);
    RawAnswer answer = sendPatiently(what, request);
    if (answer.ok()) {
      return new Rotation.Rotated(
          KubeYaml.readDocument(answer.body(), "the controller's answer").content());
    }
    CommandFailure failure = ClusterApi.failure(what, problem(request, answer));
    return switch (answer.code()) {
      case CONFLICT -> new Rotation.Refused("unable to rotate secret");
      case BAD_REQUEST, TOO_LARGE, FAILED -> new Rotation.Refused(failure.line());
      default -> throw failure;
    };
  }

  private ApiRequest post(String below, JsonNode sealed) {
    return ApiRequest.post(path(below), KubeYaml.toJson(sealed));
  }

  /** The controller limits calls by time. A call that it refuses for that is repeated later. */
  private RawAnswer sendPatiently(String what, ApiRequest request) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
      RawAnswer answer = api.sendRaw(what, request);
      if (answer.code() != TOO_MANY || System.nanoTime() + pause.toNanos() - end > 0) {
        return answer;
      }
      sleep(pause);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private String path(String below) {
    String known = base;
    if (known == null) {
      known = "/api/v1/namespaces/%s/services/%s/proxy".formatted(namespace, serviceAndPort());
      base = known;
    }
    return known + below;
  }

  private String serviceAndPort() {
    String what = "get sealed secret service";
    String path = "/api/v1/namespaces/" + namespace + "/services/" + name;
    try {
      JsonNode spec =
          api.find(what, path)
              .orElseThrow(() -> ClusterApi.failure(what, "services \"" + name + "\" not found"))
              .path("spec");
      if (!spec.isObject()) {
        throw ClusterApi.failure(what, ClusterApi.STRANGE_ANSWER);
      }
      if (spec.path("ports").isEmpty()) {
        throw ClusterApi.failure(what, "the service " + namespace + "/" + name + " has no port");
      }
      return "http:%s:%s".formatted(name, spec.path("ports").path(0).path("name").asText(""));
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.line()
              + ".\nPlease, use the flag --controller-name and --controller-namespace to set up the"
              + " name and namespace of the sealed secrets controller",
          e);
    }
  }

  private String problem(ApiRequest request, RawAnswer answer) {
    return answer.code() == FAILED
        // The answer is from the controller, and says no more.
        ? "an error on the server (\"\") has prevented the request from succeeding (%s services %s)"
            .formatted(request.method().toLowerCase(Locale.ROOT), request.path().split("/", -1)[6])
        : api.problem(request.path(), answer.json());
  }
}
