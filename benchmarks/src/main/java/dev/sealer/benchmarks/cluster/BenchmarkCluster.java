package dev.sealer.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The control plane that all runs of a benchmark share, emptied and filled before each. */
public final class BenchmarkCluster implements AutoCloseable {

  /** The namespace of our operator, as the manifests have it. */
  public static final String OPERATOR = "sealer-system";

  /** The namespace of the objects. */
  public static final String NAMESPACE = "benchmark";

  private static final int WRITERS = 8;
  private static final String SECRETS = "/api/v1/namespaces/%s/secrets";

  private final ControlPlane plane;
  private final Path root;
  private final ApiClient calls;

  private BenchmarkCluster(ControlPlane plane, Path root) {
    this.plane = plane;
    this.root = root;
    this.calls = new HttpApiClient(plane.client());
  }

  /** Starts a control plane in {@code folder} for the project in {@code root}. */
  public static BenchmarkCluster start(Path root, Path folder) {
    return new BenchmarkCluster(ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder)), root);
  }

  /** Returns the control plane, which closes with this. */
  public ControlPlane plane() {
    return plane;
  }

  /** Makes the cluster new, with our kinds, our rights and {@link #NAMESPACE}. */
  public void reset() throws IOException {
    plane.wipe();
    installAll(root.resolve("crds/src/main/resources/crds"));
    installAll(root.resolve("operator/install"));
    createNamespace(NAMESPACE);
  }

  /** Creates a namespace. */
  public void createNamespace(String name) throws IOException {
    create(
        "/api/v1/namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}");
  }

  /** Creates a Secret. */
  public void createSecret(String namespace, String secret) throws IOException {
    create(SECRETS.formatted(namespace), secret);
  }

  /** Creates objects of a kind that may not be served yet, several at a time. */
  public void createAll(String path, Collection<String> objects)
      throws IOException, InterruptedException {
    awaitKind(path);
    sendAll(objects.stream().map(object -> ApiRequest.post(path, object)).toList(), WRITERS);
  }

  /**
   * Sends requests, so many at a time.
   *
   * @throws IOException if one of them is refused
   */
  public void sendAll(Collection<ApiRequest> requests, int atATime)
      throws IOException, InterruptedException {
    try (ExecutorService senders = Executors.newFixedThreadPool(atATime)) {
      List<Future<?>> sent = new ArrayList<>();
      for (ApiRequest request : requests) {
        sent.add(senders.submit(() -> answer(request)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the cluster cannot be filled", e);
    }
  }

  /** Returns the number of Secrets in a namespace; costs the API server next to nothing. */
  public int secrets(String namespace) throws IOException {
    ApiRequest request =
        ApiRequest.get(SECRETS.formatted(namespace))
            .with("limit", "1")
            .accepting(ApiRequest.METADATA_LIST_ONLY);
    JsonNode list = answer(request).body();
    return list.path("items").size() + list.path("metadata").path("remainingItemCount").asInt();
  }

  /** Returns the number of objects of which a condition is {@code True}. */
  public int count(String path, String condition) throws IOException {
    int count = 0;
    for (JsonNode object : list(path)) {
      for (JsonNode item : object.path("status").path("conditions")) {
        boolean says =
            item.path("type").asText().equals(condition)
                && item.path("status").asText().equals("True");
        count += says ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the objects of the collection at {@code path}. */
  public List<JsonNode> list(String path) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    answer(ApiRequest.get(path)).body().path("items").forEach(objects::add);
    return objects;
  }

  @Override
  public void close() {
    plane.close();
  }

  /**
   * Applies manifests in order, because one may need what another creates: namespaces come first.
   */
  private void installAll(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .sorted((a, b) ->
                  Boolean.compare(b.endsWith("namespace.yaml"), a.endsWith("namespace.yaml")))
              .toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        plane.client().load(in).forceConflicts().serverSideApply();
      }
    }
  }

  /** Waits until the API server serves the collection at {@code path}. */
  public void awaitKind(String path) throws IOException, InterruptedException {
    while (calls.send(ApiRequest.get(path).with("limit", "1")).code() == 404) {
      Thread.sleep(50);
    }
  }

  private void create(String path, String body) throws IOException {
    ApiAnswer _ = answer(ApiRequest.post(path, body));
  }

  private ApiAnswer answer(ApiRequest request) throws IOException {
    ApiAnswer answer = calls.send(request);
    if (!answer.ok()) {
      throw new IOException(request + ": " + answer.code() + " " + answer.message());
    }
    return answer;
  }
}
