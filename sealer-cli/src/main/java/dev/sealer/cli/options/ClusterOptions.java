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
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Arguments;
import dev.sealer.cli.seal.Namespace;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every verb that may talk to a cluster. */
public final class ClusterOptions implements Arguments {
  private final boolean sealsSecrets;
  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "-n, --namespace", "NAME", "Namespace of the Secret; else its own, else the context's.");

  private final Argument<String> controllerNamespace =
      Argument.option(
          "--controller-namespace",
          "NAME",
          "${env:SEALED_SECRETS_CONTROLLER_NAMESPACE:-kube-system}",
          "Namespace of the controller's service (${DEFAULT-VALUE}).");

  private final Argument<String> controllerName =
      Argument.option(
          "--controller-name",
          "NAME",
          "${env:SEALED_SECRETS_CONTROLLER_NAME:-sealed-secrets-controller}",
          "Name of the controller's service (${DEFAULT-VALUE}).");

  /** Options of a verb whose Secrets have a namespace. */
  public ClusterOptions() {
    this(true);
  }

  private ClusterOptions(boolean sealsSecrets) {
    this.sealsSecrets = sealsSecrets;
  }

  /** Options of a verb that talks to the controller only: it does not take a namespace. */
  public static ClusterOptions ofController() {
    return new ClusterOptions(false);
  }

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    if (sealsSecrets) {
      namespace.addTo(spec);
    }
    controllerNamespace.addTo(spec);
    controllerName.addTo(spec);
  }

  /** The namespace that was asked for; empty when none was. */
  public String namespace() {
    return namespace.value();
  }

  /** Returns the namespace that was asked for, without a default. */
  public Namespace askedNamespace() {
    return new Namespace(namespace.value(), true);
  }

  private Connection connection() {
    return context.connection(namespace.value());
  }

  /** Whether the context was named on the command line. */
  public boolean namesContext() {
    return context.isNamed();
  }

  /** The cluster that these options lead to, as pins know it. */
  public PinnedCertificates.Cluster cluster(Console console) {
    Kubeconfig found = Kubeconfig.load(connection(), console.environment());
    return new PinnedCertificates.Cluster(
        found.contextName(),
        found.server(),
        controllerNamespace.value() + "/" + controllerName.value());
  }

  public NamespaceLookup namespaces(Console console) {
    return new NamespaceLookup(connection(), console.environment());
  }

  public <T> T withController(Console console, Function<Controller, T> use) {
    return new ClusterAccess(connection(), console)
        .withController(controllerNamespace.value(), controllerName.value(), use);
  }

  /** Uses the Secrets of the cluster, with the namespace of the controller. */
  public <T> T withSecrets(Console console, BiFunction<ClusterSecrets, String, T> use) {
    return new ClusterAccess(connection(), console)
        .with(
            SecretsDoor.class,
            door ->
                door.open(
                    connection(),
                    console,
                    secrets -> use.apply(secrets, controllerNamespace.value())));
  }
}
