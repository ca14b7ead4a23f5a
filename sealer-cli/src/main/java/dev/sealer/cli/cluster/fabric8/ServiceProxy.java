package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The controller through the API server's service proxy. The path is kubeseal's: the service's
 * first port by name, which may be empty.
 */
public final class ServiceProxy implements ControllerClient {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private @Nullable String base;

  /** Reaches the service of that name. */
  public ServiceProxy(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public byte[] certificate() {
    String path = path("/v1/cert.pem");
    String pem;
    try {
      pem = client.raw(path);
    } catch (KubernetesClientException e) {
      throw new CommandFailure("cannot fetch certificate: " + line(e, "Get", path), e);
    }
    if (pem == null) {
      throw new CommandFailure("cannot fetch certificate: services \"" + name + "\" not found");
    }
    return pem.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean verify(JsonNode sealed) {
    try {
      post("/v1/verify", sealed);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw new CommandFailure(
          "cannot validate sealed secret: " + line(e, "Post", path("/v1/verify")), e);
    }
  }

  @Override
  public Rotation rotate(JsonNode sealed) {
    try {
      String answer = post("/v1/rotate", sealed);
      return new Rotation.Rotated(
          KubeYaml.readDocument(answer, "the controller's answer").content());
    } catch (KubernetesClientException e) {
      String why = "cannot re-encrypt secret: " + line(e, "Post", path("/v1/rotate"));
      return switch (e.getCode()) {
        case CONFLICT -> new Rotation.Refused("unable to rotate secret");
        case BAD_REQUEST, TOO_LARGE, FAILED -> new Rotation.Refused(why);
        default -> throw new CommandFailure(why, e);
      };
    }
  }

  /** The controller answers only so many calls a second: then it is asked again a little later. */
  private String post(String below, JsonNode sealed) {
    String body = KubeYaml.toJson(sealed);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
      try {
        return client.raw(path(below), "POST", body);
      } catch (KubernetesClientException e) {
        if (e.getCode() != TOO_MANY || System.nanoTime() + pause.toNanos() - end > 0) {
          throw e;
        }
        sleep(pause);
      }
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
      known =
          "/api/v1/namespaces/%s/services/http:%s:%s/proxy".formatted(namespace, name, portName());
      base = known;
    }
    return known + below;
  }

  private String portName() {
    Service service;
    try {
      service = client.services().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      throw notFound(line(e, "Get", "/api/v1/namespaces/" + namespace + "/services/" + name));
    }
    if (service == null) {
      throw notFound("services \"" + name + "\" not found");
    }
    if (service.getSpec() == null) {
      throw notFound(ClusterErrors.STRANGE_ANSWER);
    }
    List<ServicePort> ports = service.getSpec().getPorts();
    if (ports.isEmpty()) {
      throw notFound("the service " + namespace + "/" + name + " has no port");
    }
    String port = ports.getFirst().getName();
    return port == null ? "" : port;
  }

  private String line(KubernetesClientException failure, String verb, String path) {
    if (failure.getCode() == FAILED) {
      // The answer is from the controller, and says no more.
      return "an error on the server (\"\") has prevented the request from succeeding (%s services %s)"
          .formatted(verb.toLowerCase(Locale.ROOT), path.split("/", -1)[6]);
    }
    URI url = URI.create(client.getMasterUrl().toString()).resolve(path);
    Optional<URI> proxy =
        Optional.ofNullable(client.getConfiguration().getHttpsProxy()).map(URI::create);
    return ClusterErrors.line(failure, verb + " \"" + url + "\"", url, proxy);
  }

  private static CommandFailure notFound(String cause) {
    return new CommandFailure(
        "cannot get sealed secret service: "
            + cause
            + ".\nPlease, use the flag --controller-name and --controller-namespace to set up the"
            + " name and namespace of the sealed secrets controller");
  }
}
