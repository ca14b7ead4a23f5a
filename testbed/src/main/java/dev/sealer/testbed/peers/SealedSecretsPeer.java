package dev.sealer.testbed.peers;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.process.LoopbackPorts;
import dev.sealer.testbed.process.StartFailedException;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.testbed.tools.ToolResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real Sealed Secrets controller, running with its own service account. */
public final class SealedSecretsPeer implements AutoCloseable {
  /** Where it keeps its keys. */
  public static final String NAMESPACE = "kube-system";

  private static final String ACCOUNT = "testbed-sealed-secrets-controller";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PORT_ATTEMPTS = 3;

  private final LoggedProcess process;
  private final URI uri;
  private final HttpClient http;

  private SealedSecretsPeer(LoggedProcess process, URI uri, HttpClient http) {
    this.process = process;
    this.uri = uri;
    this.http = http;
  }

  /** Returns whether it can be run here. */
  public static ToolResult available() {
    return switch (PrivateMounts.find()) {
      case ToolResult.Missing missing -> missing;
      case ToolResult.Found _ -> ToolBinaries.find(Tool.SEALED_SECRETS_CONTROLLER);
    };
  }

  /**
   * Starts it against a control plane and waits until it serves its certificate. Installs its kind
   * unless that is there already, and its rights.
   *
   * @param folder where its log and its service account's files go; made if need be
   * @param flags further flags, such as {@code --key-size=2048}
   */
  public static SealedSecretsPeer start(ControlPlane plane, Path folder, String... flags) {
    return startIn(NAMESPACE, plane, folder, flags);
  }

  /** Returns the settings with the keys in another namespace. */
  public static SealedSecretsPeer startIn(
      String namespace, ControlPlane plane, Path folder, String... flags) {
    install(plane.client(), namespace);
    Path files = serviceAccountFiles(plane, namespace, folder.toAbsolutePath());
    for (int attempt = 1; ; attempt++) {
      HttpClient http = HttpClient.newHttpClient();
      int port = LoopbackPorts.free();
      URI uri = URI.create("http://" + LoopbackPorts.HOST + ":" + port);
      LoggedProcess process =
          LoggedProcess.start(
              new ChildCommand(
                  "sealed-secrets controller",
                  PrivateMounts.withServiceAccount(files, command(port, List.of(flags))),
                  environment(plane, namespace),
                  files.resolve("controller.log")));
      SealedSecretsPeer peer = new SealedSecretsPeer(process, uri, http);
      try {
        process.awaitReady(() -> peer.get("/v1/cert.pem") != null, PATIENCE);
        return peer;
      } catch (StartFailedException e) {
        peer.close();
        if (attempt == PORT_ATTEMPTS || !e.portTaken()) {
          throw e;
        }
      }
    }
  }

  /** The operating system's id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Its HTTP API. */
  public URI uri() {
    return uri;
  }

  /** The certificate it gives out for sealing, as PEM text. */
  public String certificate() {
    String pem = get("/v1/cert.pem");
    if (pem == null) {
      throw new IllegalStateException("the controller does not give out its certificate");
    }
    return pem;
  }

  /** The file that holds what it printed. */
  public Path log() {
    return process.log();
  }

  @Override
  public void close() {
    process.kill();
    http.shutdownNow();
  }

  private @Nullable String get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> command(int port, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(ToolBinaries.find(Tool.SEALED_SECRETS_CONTROLLER).path().toString());
    command.add("--listen-addr=" + LoopbackPorts.HOST + ":" + port);
    command.add("--listen-metrics-addr=" + LoopbackPorts.HOST + ":0");
    command.add("--kubeclient-qps=-1");
    command.addAll(flags);
    return command;
  }

  private static Map<String, String> environment(ControlPlane plane, String namespace) {
    URI server = URI.create(plane.serverUrl());
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        server.getHost(),
        "KUBERNETES_SERVICE_PORT",
        Integer.toString(server.getPort()),
        "POD_NAMESPACE",
        namespace);
  }

  private static Path serviceAccountFiles(ControlPlane plane, String namespace, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(folder.resolve("token"), plane.tokenOf(namespace, ACCOUNT));
      Files.writeString(folder.resolve("ca.crt"), plane.caPem());
      Files.writeString(folder.resolve("namespace"), namespace);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the service account's files to " + folder, e);
    }
  }

  private static void install(KubernetesClient client, String namespace) {
    for (HasMetadata object : manifest(client)) {
      if (client.resource(object).get() == null) {
        client.resource(object).create();
      }
    }
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT + "-" + namespace)
                .endMetadata()
                .withNewRoleRef(
                    "rbac.authorization.k8s.io", "ClusterRole", "testbed-secrets-unsealer")
                .addNewSubject(null, "ServiceAccount", ACCOUNT, namespace)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private static List<HasMetadata> manifest(KubernetesClient client) {
    try (InputStream in = SealedSecretsPeer.class.getResourceAsStream("sealed-secrets.yaml")) {
      if (in == null) {
        throw new IllegalStateException("testbed was packed without sealed-secrets.yaml");
      }
      return client.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
