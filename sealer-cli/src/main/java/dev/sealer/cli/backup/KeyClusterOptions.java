package dev.sealer.cli.backup;

import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.ContextOptions;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import picocli.CommandLine.Model.CommandSpec;

/** Options that choose the cluster and its keys. */
final class KeyClusterOptions implements ArgumentGroup {
  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "--controller-namespace",
          "NAME",
          "${env:SEALED_SECRETS_CONTROLLER_NAMESPACE:-kube-system}",
          "Namespace of the controller and its keys (${DEFAULT-VALUE}).");

  private final Argument<String> prefix =
      Argument.option(
          "--key-prefix",
          "NAME",
          "sealed-secrets-key",
          "The controller's flag: a Secret of that very name is a key too.");

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    namespace.addTo(spec);
    prefix.addTo(spec);
  }

  ConnectionFlags connection() {
    return context.connection("");
  }

  String namespace() {
    return namespace.value();
  }

  String prefix() {
    return prefix.value();
  }
}
