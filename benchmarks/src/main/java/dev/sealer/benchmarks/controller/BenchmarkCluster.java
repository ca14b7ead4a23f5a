package dev.sealer.benchmarks.controller;

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
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The control plane that all runs share, emptied and filled before each. */
final class BenchmarkCluster implements AutoCloseable {

  /** The namespace of our operator, as the manifests have it. */
  static final String OPERATOR = "sealer-system";

  private static final int WRITERS = 8;
  private static final String OBJECTS = "/apis/bitnami.com/v1alpha1/namespaces/%s/sealedsecrets";
  private static final String SECRETS = "/api/v1/namespaces/%s/secrets";

  private final ControlPlane plane;
  private final Path root;
  private final ApiClient calls;

  private BenchmarkCluster(ControlPlane plane, Path root) {
    this.plane = plane;
    this.root = root;
    this.calls = new HttpApiClient(plane.client());
  }

  static BenchmarkCluster start(Path root, Path folder) {
    return new BenchmarkCluster(ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder)), root);
  }

  ControlPlane plane() {
    return plane;
  }

  /**
   * Makes the cluster new: our kinds and rights, the sealing key in the controller's namespace, and
   * these objects.
   */
  void fill(SealedObjects sealed, String keyNamespace, int count)
      throws IOException, InterruptedException {
    plane.wipe();
    installAll(root.resolve("crds/src/main/resources/crds"));
    installAll(root.resolve("operator/install"));
    post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + SealedObjects.NAMESPACE + "\"}}");
    post(SECRETS.formatted(keyNamespace), sealed.key());
    String path = OBJECTS.formatted(SealedObjects.NAMESPACE);
    awaitKind(path);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writes = new ArrayList<>();
      for (String object : sealed.objects().subList(0, count)) {
        writes.add(writers.submit(() -> post(path, object)));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the cluster cannot be filled", e);
    }
  }

  /** Returns the number of Secrets in the namespace; costs the API server next to nothing. */
  int secrets() throws IOException {
    ApiRequest request =
        ApiRequest.get(SECRETS.formatted(SealedObjects.NAMESPACE))
            .with("limit", "1")
            .accepting(ApiRequest.METADATA_LIST_ONLY);
    JsonNode list = answer(request).body();
    return list.path("items").size() + list.path("metadata").path("remainingItemCount").asInt();
  }

  /** Returns the number of SealedSecrets whose status says that they are synced. */
  int synced() throws IOException {
    int synced = 0;
    ApiRequest request = ApiRequest.get(OBJECTS.formatted(SealedObjects.NAMESPACE));
    for (JsonNode object : answer(request).body().path("items")) {
      for (JsonNode condition : object.path("status").path("conditions")) {
        boolean says =
            condition.path("type").asText().equals("Synced")
                && condition.path("status").asText().equals("True");
        synced += says ? 1 : 0;
      }
    }
    return synced;
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

  private void awaitKind(String path) throws IOException, InterruptedException {
    while (calls.send(ApiRequest.get(path)).code() == 404) {
      Thread.sleep(50);
    }
  }

  private Void post(String path, String body) throws IOException {
    answer(ApiRequest.post(path, body));
    return null;
  }

  private ApiAnswer answer(ApiRequest request) throws IOException {
    ApiAnswer answer = calls.send(request);
    if (!answer.ok()) {
      throw new IOException(request + ": " + answer.code() + " " + answer.message());
    }
    return answer;
  }
}
