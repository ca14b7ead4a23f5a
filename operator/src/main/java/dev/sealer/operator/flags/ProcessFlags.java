package dev.sealer.operator.flags;

import ch.qos.logback.classic.Level;
import dev.sealer.operator.logging.LogFormat;
import dev.sealer.operator.logging.Logs;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of the process as a whole. */
public final class ProcessFlags {

  @Option(
      names = "--controllers",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "sealed-secrets,external-secrets,gitops-sync",
      description = "Controllers to run (default: ${DEFAULT-VALUE}).")
  private Set<ControllerName> controllers = EnumSet.allOf(ControllerName.class);

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "The operator's own namespace, which holds its Leases and sealing keys (default:"
              + " POD_NAMESPACE, else that of the service account, else \"default\").")
  private @Nullable String namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Kubeconfig, to run outside of the cluster (default: in-cluster, else the files of kubectl).")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = "--leader-elect",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Write only while holding the Lease (default: ${DEFAULT-VALUE}).")
  private boolean leaderElect = true;

  @Option(
      names = "--leader-election-id",
      paramLabel = "NAME",
      description =
          "Name of the Lease (default: sealer-operator, with the controllers' names if not all run).")
  private @Nullable String leaderElectionId;

  @Option(
      names = "--listen-metrics-addr",
      paramLabel = "ADDRESS",
      defaultValue = ":8081",
      description = "Address of /healthz, /readyz and /metrics (default: ${DEFAULT-VALUE}).")
  private InetSocketAddress probes = new InetSocketAddress(0);

  @Option(
      names = "--read-timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "Time limit for a client to send a request; 0 for none (default: ${DEFAULT-VALUE}).")
  private Duration readTimeout = Duration.ZERO;

  @Option(
      names = "--write-timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "Time limit for a client to read a response; 0 for none (default: ${DEFAULT-VALUE}).")
  private Duration writeTimeout = Duration.ZERO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Log format: text or json (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "Lowest level to log: debug, info, warn or error (default: ${DEFAULT-VALUE}).")
  private Level logLevel = Level.INFO;

  @Option(
      names = "--log-info-stdout",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Log lines below WARN to standard output (default: ${DEFAULT-VALUE}).")
  private boolean logInfoStdout = true;

  ProcessFlags() {}

  /** Returns the controllers to run. */
  public Set<ControllerName> controllers() {
    return controllers;
  }

  /** Returns the operator's own namespace; null if it was not given. */
  public @Nullable String namespace() {
    return namespace;
  }

  /** Returns the kubeconfig; null if none was given. */
  public @Nullable Path kubeconfig() {
    return kubeconfig;
  }

  /** Returns the context; null if none was given. */
  public @Nullable String context() {
    return context;
  }

  /** Returns whether a Lease decides which replica writes. */
  public boolean leaderElect() {
    return leaderElect;
  }

  /** Returns the name of the Lease. */
  public String leaderElectionId() {
    if (leaderElectionId != null) {
      return leaderElectionId;
    }
    boolean all = controllers.size() == ControllerName.values().length;
    return all
        ? "sealer-operator"
        : "sealer-operator-"
            + String.join(
                "-", controllers.stream().sorted().map(ControllerName::toString).toList());
  }

  /** Returns the address of probes and metrics. */
  public InetSocketAddress probes() {
    return probes;
  }

  /** Returns the time limit for a client to send a request; zero for none. */
  public Duration readTimeout() {
    return readTimeout;
  }

  /** Returns the time limit for a client to read a response; zero for none. */
  public Duration writeTimeout() {
    return writeTimeout;
  }

  /** Returns how to log. */
  public Logs.Settings logs() {
    return new Logs.Settings(logFormat, logLevel, logInfoStdout);
  }
}
