package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.network.ConnectionErrors;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.client.RawAnswer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The API server of the cluster that the flags select, by plain calls. Every failure is a {@link
 * CommandFailure} that says in one line what could not be done. No message repeats what was sent.
 */
public final class ClusterApi implements AutoCloseable {
  /** The message for a response that is not an object of the requested kind. */
  public static final String STRANGE_ANSWER =
      "unexpected response: not a Kubernetes object; check the server URL in the kubeconfig";

  private final KubernetesClient client;
  private final HttpApiClient calls;
  private final ApiServerObjects objects;

  private ClusterApi(KubernetesClient client) {
    this.client = client;
    this.calls = new HttpApiClient(client);
    this.objects = new ApiServerObjects(calls);
  }

  /**
   * Opens a connection; the caller must close it.
   *
   * @throws CommandFailure if nothing says where the cluster is, or a login fails
   */
  public static ClusterApi open(ConnectionFlags connection, Console console) {
    return open(connection, console, Map.of());
  }

  /**
   * Opens a connection that sends more headers with each request, over TLS only.
   *
   * @param secretHeaders may hold credentials
   */
  static ClusterApi open(
      ConnectionFlags connection, Console console, Map<String, String> secretHeaders) {
    return new ClusterApi(ClusterClients.open(connection, console, secretHeaders));
  }

  /** Returns the URL of the API server. */
  public String server() {
    return client.getMasterUrl().toString();
  }

  /**
   * Reads an object.
   *
   * @param what for the message, such as {@code read Secret shop/db}
   * @return empty if there is none
   */
  public Optional<JsonNode> find(String what, String path) {
    ApiAnswer answer = send(what, ApiRequest.get(path));
    if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(object(what, path, answer));
  }

  /** Reads an object; empty if there is none, or the user may not read it. */
  public Optional<JsonNode> findIfAllowed(String what, String path) {
    ApiAnswer answer = send(what, ApiRequest.get(path));
    return answer.code() == HttpURLConnection.HTTP_NOT_FOUND
            || answer.code() == HttpURLConnection.HTTP_FORBIDDEN
        ? Optional.empty()
        : Optional.of(object(what, path, answer));
  }

  /**
   * Reads the objects of a collection.
   *
   * @param labelSelector empty for all
   */
  public List<JsonNode> list(String what, String path, String labelSelector) {
    ApiRequest request =
        ApiRequest.get(path).with("labelSelector", labelSelector.isEmpty() ? null : labelSelector);
    JsonNode items = object(what, path, send(what, request)).path("items");
    List<JsonNode> found = new ArrayList<>();
    items.forEach(found::add);
    boolean list = items.isArray() || items.isNull();
    if (!list || !found.stream().allMatch(JsonNode::isObject)) {
      throw failure(what, STRANGE_ANSWER);
    }
    return found;
  }

  /** Creates an object and returns it as the API server stored it. */
  public JsonNode create(String what, ResourceType type, String namespace, ObjectNode object) {
    return written(what, objects.create(type, namespace, object, "sealer"));
  }

  /** Applies an object, and takes fields over from other field managers. */
  public void apply(String what, ObjectRef target, ObjectNode desired, String fieldManager) {
    JsonNode _ =
        written(what, objects.apply(target, desired, ApplyOptions.by(fieldManager).forced()));
  }

  /** Patches an object that exists (RFC 7386). */
  public void patch(String what, ObjectRef target, ObjectNode patch, String fieldManager) {
    JsonNode _ = written(what, objects.mergePatch(target, patch, fieldManager));
  }

  /** Sends a request and returns any answer that the API server gives. */
  public ApiAnswer send(String what, ApiRequest request) {
    return sendRaw(what, request).json();
  }

  /**
   * Opens a stream of lines, which the caller must close.
   *
   * @return once the headers have arrived, whatever the status code
   */
  public Lines open(String what, ApiRequest request) {
    try {
      return calls.open(request);
    } catch (IOException e) {
      throw failure(what, unreachable(e, request));
    }
  }

  /** Sends a request and returns any answer, which need not be an object. */
  RawAnswer sendRaw(String what, ApiRequest request) {
    try {
      return calls.sendRaw(request);
    } catch (IOException e) {
      throw failure(what, unreachable(e, request));
    }
  }

  /** Returns why the API server did not do what was asked. */
  String problem(String path, ApiAnswer answer) {
    String message = answer.message();
    return message.isEmpty()
        ? "%s%s answered %d; check the server URL in the kubeconfig"
            .formatted(server(), path.substring(1), answer.code())
        : message;
  }

  private JsonNode written(String what, WriteResult result) {
    return switch (result) {
      case WriteResult.Applied(JsonNode object, _) -> object;
      case WriteResult.Conflict conflict -> throw failure(what, conflict.message());
      case WriteResult.Stale(String message) -> throw failure(what, message);
      case WriteResult.Refused refused -> throw failure(what, refused.message());
      case WriteResult.Unreachable(String message) -> throw failure(what, message);
    };
  }

  private JsonNode object(String what, String path, ApiAnswer answer) {
    if (!answer.ok()) {
      throw failure(what, problem(path, answer));
    }
    if (!answer.body().isObject()) {
      throw failure(what, STRANGE_ANSWER);
    }
    return answer.body();
  }

  private String unreachable(IOException e, ApiRequest request) {
    String method = request.method();
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    URI url = URI.create(server()).resolve(request.path());
    Optional<URI> proxy =
        Optional.ofNullable(client.getConfiguration().getHttpsProxy()).map(URI::create);
    String cause =
        ConnectionErrors.explain(e, url, proxy)
            .orElseGet(() -> String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    return "%s \"%s\": %s".formatted(verb, url, cause);
  }

  static CommandFailure failure(String what, String why) {
    return new CommandFailure("cannot " + what + ": " + why);
  }

  @Override
  public void close() {
    client.close();
  }
}
