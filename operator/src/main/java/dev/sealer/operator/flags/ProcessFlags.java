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
      description = "Controllers to run, of: ${DEFAULT-VALUE}")
  private Set<ControllerName> controllers = EnumSet.allOf(ControllerName.class);

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "The operator's own namespace: leases and keys live in it. Default: POD_NAMESPACE, the"
              + " service account's, else default")
  private @Nullable String namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "For runs outside the cluster. Default: in-cluster, else kubectl's own files")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig")
  private @Nullable String context;

  @Option(
      names = "--leader-elect",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Write only while holding the lease (default: ${DEFAULT-VALUE})")
  private boolean leaderElect = true;

  @Option(
      names = "--leader-election-id",
      paramLabel = "NAME",
      description = "Name of the lease. Default: sealer-operator, with the controllers if not all")
  private @Nullable String leaderElectionId;

  @Option(
      names = "--listen-metrics-addr",
      paramLabel = "ADDRESS",
      defaultValue = ":8081",
      description = "Address of /healthz, /readyz and /metrics (default: ${DEFAULT-VALUE})")
  private InetSocketAddress probes = new InetSocketAddress(0);

  @Option(
      names = "--read-timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long a client may take to send a request (default: ${DEFAULT-VALUE})")
  private Duration readTimeout = Duration.ZERO;

  @Option(
      names = "--write-timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long a client may take to read an answer (default: ${DEFAULT-VALUE})")
  private Duration writeTimeout = Duration.ZERO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "debug, info, warn or error (default: ${DEFAULT-VALUE})")
  private Level logLevel = Level.INFO;

  @Option(
      names = "--log-info-stdout",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Lines below WARN to standard output (default: ${DEFAULT-VALUE})")
  private boolean logInfoStdout = true;

  ProcessFlags() {}

  /** The controllers to run. */
  public Set<ControllerName> controllers() {
    return controllers;
  }

  /** The operator's own namespace, if it was given. */
  public @Nullable String namespace() {
    return namespace;
  }

  /** The kubeconfig, if one was given. */
  public @Nullable Path kubeconfig() {
    return kubeconfig;
  }

  /** The context, if one was given. */
  public @Nullable String context() {
    return context;
  }

  /** Whether a lease decides who writes. */
  public boolean leaderElect() {
    return leaderElect;
  }

  /** The name of the lease. */
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

  /** Where probes and metrics are served. */
  public InetSocketAddress probes() {
    return probes;
  }

  /** How long a client may take to send a request; zero for no limit. */
  public Duration readTimeout() {
    return readTimeout;
  }

  /** How long a client may take to read an answer; zero for no limit. */
  public Duration writeTimeout() {
    return writeTimeout;
  }

  /** How to log. */
  public Logs.Settings logs() {
    return new Logs.Settings(logFormat, logLevel, logInfoStdout);
  }
}
