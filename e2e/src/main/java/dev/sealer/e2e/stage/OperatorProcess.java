package dev.sealer.e2e.stage;

import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operator as a process of this machine, under its own service account. */
public final class OperatorProcess implements AutoCloseable {

  /** The first start makes a key of 4096 bits, which takes as long as chance says. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LoggedProcess process;
  private final URI api;
  private final URI probes;
  private final boolean seals;

  private OperatorProcess(LoggedProcess process, URI api, URI probes, boolean seals) {
    this.process = process;
    this.api = api;
    this.probes = probes;
    this.seals = seals;
  }

  /**
   * The settings of an operator process.
   *
   * @param files the built product
   * @param kubeconfig of the operator's service account
   * @param namespace where its Lease and its keys are
   * @param folder for its log and its Git mirrors
   * @param environment variables in addition to PATH, HOME and TMPDIR
   * @param apiHost the address that the HTTP API listens on; loopback unless the API server must
   *     reach it, which refuses to proxy to loopback
   * @param flags more flags
   */
  public record Settings(
      ProjectFiles files,
      Path kubeconfig,
      String namespace,
      Path folder,
      Map<String, String> environment,
      String apiHost,
      List<String> flags) {

    /** Copies the collections. */
    public Settings {
      environment = Map.copyOf(environment);
      flags = List.copyOf(flags);
    }

    /** On loopback, with no further environment. */
    public static Settings of(ProjectFiles files, Path kubeconfig, Path folder) {
      return new Settings(
          files, kubeconfig, Installation.NAMESPACE, folder, Map.of(), "127.0.0.1", List.of());
    }

    /** Returns these settings for another namespace of the operator. */
    public Settings in(String other) {
      return new Settings(files, kubeconfig, other, folder, environment, apiHost, flags);
    }

    private boolean seals() {
      return flags.stream()
          .filter(flag -> flag.startsWith("--controllers="))
          .allMatch(flag -> flag.contains("sealed-secrets"));
    }

    /** Returns the settings with more flags. */
    public Settings withFlags(String... more) {
      return new Settings(
          files, kubeconfig, namespace, folder, environment, apiHost, List.of(more));
    }
  }

  /** Starts it and waits until it is ready. */
  public static OperatorProcess start(Settings settings) {
    URI api = URI.create("http://" + settings.apiHost() + ":" + freePort());
    URI probes = URI.create("http://127.0.0.1:" + freePort());
    List<String> fixed =
        List.of(
            settings.files().operator().toString(),
            "--kubeconfig=" + settings.kubeconfig(),
            "--namespace=" + settings.namespace(),
            "--sync-namespace=" + Installation.APPLICATIONS_NAMESPACE,
            "--listen-addr=" + api.getAuthority(),
            "--listen-metrics-addr=" + probes.getAuthority(),
            "--sync-poll-interval=2s",
            "--kustomize=" + ToolBinaries.find(Tool.KUSTOMIZE).path(),
            "--cache-folder=" + settings.folder().resolve("cache"));
    List<String> argv = Stream.concat(fixed.stream(), settings.flags().stream()).toList();
    LoggedProcess process =
        LoggedProcess.start(
            new ChildCommand(
                "operator",
                argv,
                settings.environment(),
                settings.folder().resolve("operator.log")));
    OperatorProcess operator = new OperatorProcess(process, api, probes, settings.seals());
    process.awaitReady(operator::isReady, PATIENCE);
    return operator;
  }

  /** Where {@code /v1/cert.pem} and its siblings are served. */
  public URI api() {
    return api;
  }

  /** Returns the body of {@code /metrics}. */
  public String metrics() {
    return get(probes.resolve("/metrics")).body();
  }

  /** Returns the file with the output of the process. */
  public Path log() {
    return process.log();
  }

  /** Returns whether the process has not ended. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  /** The certificate to seal for, in PEM, as its API serves it; empty while it serves none. */
  public String certificate() {
    Answer answer = get(api.resolve("/v1/cert.pem"));
    return answer.statusCode() == 200 ? answer.body() : "";
  }

  /** Asks it to end, as Kubernetes would. */
  @Override
  public void close() {
    process.stop();
  }

  private boolean isReady() {
    return get(probes.resolve("/readyz")).statusCode() == 200
        // The first key takes a leader some seconds to make.
        && (!seals || !certificate().isEmpty());
  }

  private static Answer get(URI address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the operator", e);
    }
  }

  private record Answer(int statusCode, String body) {}

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port on loopback", e);
    }
  }
}
