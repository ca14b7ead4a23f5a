package dev.sealer.cli.options;

import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.cluster.ClusterAccess;
import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.cluster.SecretsDoor;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeconfig.Connection;
import dev.sealer.cli.kubeconfig.Kubeconfig;
import dev.sealer.cli.kubeconfig.NamespaceLookup;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options of every verb that may talk to a cluster. */
public final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      defaultValue = "",
      description = "Kubeconfig file; else KUBECONFIG, else ~/.kube/config.")
  private String kubeconfig = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Context of the kubeconfig.")
  private String context = "";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Namespace of the Secret; else its own, else the context's.")
  private String namespace = "";

  @Option(
      names = "--controller-namespace",
      paramLabel = "NAME",
      defaultValue = "${env:SEALED_SECRETS_CONTROLLER_NAMESPACE:-kube-system}",
      description = "Namespace of the controller's service (${DEFAULT-VALUE}).")
  private String controllerNamespace = "";

  @Option(
      names = "--controller-name",
      paramLabel = "NAME",
      defaultValue = "${env:SEALED_SECRETS_CONTROLLER_NAME:-sealed-secrets-controller}",
      description = "Name of the controller's service (${DEFAULT-VALUE}).")
  private String controllerName = "";

  /** The namespace that was asked for; empty when none was. */
  public String namespace() {
    return namespace;
  }

  private Connection connection() {
    return Connection.of(kubeconfig, context, namespace);
  }

  /** Whether the context was named on the command line. */
  public boolean namesContext() {
    return !context.isEmpty();
  }

  /** The cluster that these options lead to, as pins know it. */
  public PinnedCertificates.Cluster cluster(Console console) {
    Kubeconfig kubeconfig = Kubeconfig.load(connection(), console.environment());
    return new PinnedCertificates.Cluster(
        kubeconfig.contextName(), kubeconfig.server(), controllerNamespace + "/" + controllerName);
  }

  public NamespaceLookup namespaces(Console console) {
    return new NamespaceLookup(connection(), console.environment());
  }

  public <T> T withController(Console console, Function<Controller, T> use) {
    return new ClusterAccess(connection(), console.environment())
        .withController(controllerNamespace, controllerName, use);
  }

  /** Uses the Secrets of the cluster, with the namespace of the controller. */
  public <T> T withSecrets(Console console, BiFunction<ClusterSecrets, String, T> use) {
    return new ClusterAccess(connection(), console.environment())
        .with(
            SecretsDoor.class,
            door ->
                door.open(
                    connection(),
                    console.environment(),
                    secrets -> use.apply(secrets, controllerNamespace)));
  }
}
