package dev.sealer.cli.options;

import dev.sealer.cli.kubeconfig.Connection;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Arguments;
import picocli.CommandLine.Model.CommandSpec;

/** Which context of which kubeconfig is meant. */
public final class ContextOptions implements Arguments {
  private final Argument<String> kubeconfig =
      Argument.option(
          "--kubeconfig", "FILE", "Kubeconfig file; else KUBECONFIG, else ~/.kube/config.");

  private final Argument<String> context =
      Argument.option("--context", "NAME", "Context of the kubeconfig.");

  @Override
  public void addTo(CommandSpec spec) {
    kubeconfig.addTo(spec);
    context.addTo(spec);
  }

  /** Whether the context was named on the command line. */
  boolean isNamed() {
    return !context.value().isEmpty();
  }

  /**
   * The way to its cluster.
   *
   * @param namespace that was asked for; empty for none
   */
  public Connection connection(String namespace) {
    return Connection.of(kubeconfig.value(), context.value(), namespace);
  }
}
