package dev.sealer.cli.cluster;

import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import picocli.CommandLine.Model.CommandSpec;

/** Options that choose the kubeconfig and its context. */
public final class ContextOptions implements ArgumentGroup {
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

  /** Returns whether the context was named on the command line. */
  boolean isNamed() {
    return !context.value().isEmpty();
  }

  /**
   * Returns the way to its cluster.
   *
   * @param namespace that was asked for; empty for none
   */
  public ConnectionFlags connection(String namespace) {
    return ConnectionFlags.of(kubeconfig.value(), context.value(), namespace);
  }
}
