package dev.sealer.benchmarks.cluster;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoggedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our operator as {@code bin/operator} starts it, with its service account's rights. */
public final class OurOperator implements AutoCloseable {

  /** The service account that it runs as, in {@link BenchmarkCluster#OPERATOR}. */
  public static final String ACCOUNT = "sealer-operator";

  private static final Pattern PROBES = Pattern.compile("probes and metrics at \\S*?:(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OK = 200;

  private final LoggedProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  private OurOperator(LoggedProcess process) {
    this.process = process;
  }

  /**
   * Starts it; it may not be ready yet.
   *
   * @param root folder of the project
   * @param folder of its log and caches
   * @param flags more flags, such as {@code --controllers}
   * @param environment variables besides those of this process
   */
  public static OurOperator start(
      ControlPlane plane,
      Path root,
      Path folder,
      List<String> flags,
      Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder);
    Path kubeconfig =
        plane.writeKubeconfigFor(BenchmarkCluster.OPERATOR, ACCOUNT, folder.resolve("kubeconfig"));
    List<String> argv = new ArrayList<>();
    Collections.addAll(
        argv,
        root.resolve("bin/operator").toString(),
        "--kubeconfig=" + kubeconfig,
        "--namespace=" + BenchmarkCluster.OPERATOR,
        "--listen-addr=127.0.0.1:0",
        "--listen-metrics-addr=127.0.0.1:0",
        "--cache-folder=" + folder.resolve("cache"));
    argv.addAll(flags);
    Path log = folder.resolve("log");
    Files.deleteIfExists(log);
    return new OurOperator(
        LoggedProcess.start(
            new ChildCommand("sealer operator", argv, variables(environment), log)));
  }

  /** Returns its process ID. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until it is ready and has reconciled every key that was ever enqueued.
   *
   * @param loop name of the controller's loop, such as {@code sealedsecret}
   * @param objects the least number of reconciles
   */
  public void awaitSteady(String loop, int objects) {
    process.awaitReady(() -> steady(loop, objects), PATIENCE);
  }

  /** Returns the sum of a metric over all its labels; 0 where there is none. */
  public double metric(String name, String label) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Asks it to end, and waits. */
  @Override
  public void close() {
    process.stop();
    http.close();
  }

  private boolean steady(String loop, int objects) {
    return !get("/readyz").isEmpty()
        && metric("controller_runtime_reconcile_total", "controller=\"" + loop + "\"") >= objects
        && metric("workqueue_depth", "name=\"" + loop + "\"") == 0
        && metric("controller_runtime_active_workers", "controller=\"" + loop + "\"") == 0;
  }

  /** Returns the body of the response; empty if there is none or its status is not 200. */
  private String get(String path) {
    try {
      Matcher port = PROBES.matcher(Files.exists(log()) ? Files.readString(log()) : "");
      if (!port.find()) {
        return "";
      }
      URI uri = URI.create("http://127.0.0.1:" + port.group(1) + path);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK ? answer.body() + " " : "";
    } catch (IOException e) {
      throw new UncheckedIOException("the operator does not answer; see " + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Path log() {
    return process.log();
  }

  private static Map<String, String> variables(Map<String, String> given) {
    Map<String, String> variables = new HashMap<>(given);
    // For trying other flags of the JVM.
    String options = System.getenv("SEALER_JAVA_OPTS");
    if (options != null) {
      variables.put("SEALER_JAVA_OPTS", options);
    }
    return variables;
  }
}
