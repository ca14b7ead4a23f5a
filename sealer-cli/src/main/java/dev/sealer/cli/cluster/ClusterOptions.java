package dev.sealer.cli.cluster;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.RequestedNamespace;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every verb that may talk to a cluster. */
public final class ClusterOptions implements ArgumentGroup {
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

  /** Returns the namespace that was asked for; empty when none was. */
  public String namespace() {
    return namespace.value();
  }

  /** Returns the namespace that was asked for, without a default. */
  public RequestedNamespace askedNamespace() {
    return new RequestedNamespace(namespace.value(), true);
  }

  /** Returns the flags that choose the cluster. */
  public ConnectionFlags connection() {
    return context.connection(namespace.value());
  }

  /** Returns whether the context was named on the command line. */
  public boolean namesContext() {
    return context.isNamed();
  }

  /** Returns the controller that these options select. */
  public ControllerAddress cluster(Console console) {
    ClientKubeconfig found = ClientKubeconfig.load(connection(), console.environment());
    return new ControllerAddress(
        found.contextName(),
        found.server(),
        controllerNamespace.value() + "/" + controllerName.value());
  }

  public NamespaceLookup namespaces(Console console) {
    return new NamespaceLookup(connection(), console.environment());
  }

  public <T> T withController(Console console, Function<ControllerClient, T> use) {
    return new ClusterAccess(connection(), console)
        .withController(controllerNamespace.value(), controllerName.value(), use);
  }

  public String controllerNamespace() {
    return controllerNamespace.value();
  }
}
