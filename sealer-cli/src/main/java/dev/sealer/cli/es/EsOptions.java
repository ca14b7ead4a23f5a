package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.ContextOptions;
import dev.sealer.cli.cluster.NamespaceLookup;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every command that looks at ExternalSecrets. */
final class EsOptions implements ArgumentGroup {
  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "-n, --namespace", "NAME", "Namespace of the ExternalSecrets; else the context's.");

  private final EsOutput output = new EsOutput();

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    namespace.addTo(spec);
    output.addTo(spec);
  }

  private ConnectionFlags connection() {
    return context.connection(namespace.value());
  }

  /** Opens a connection, which the caller must close, after a look at the format. */
  ClusterApi open(Console console) {
    output.check();
    return ClusterApi.open(connection(), console);
  }

  String namespace(Console console) {
    return new NamespaceLookup(connection(), console.environment()).find().name();
  }

  /** Prints in the format that was asked for. */
  void print(Console console, ObjectNode tree, Supplier<String> table) {
    output.print(console, tree, table);
  }
}
