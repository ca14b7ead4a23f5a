package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.ContextOptions;
import dev.sealer.cli.cluster.NamespaceLookup;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.options.UsageException;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every command that looks at ExternalSecrets. */
final class EsOptions implements ArgumentGroup {
  private static final List<String> FORMATS = List.of("table", "json", "yaml");

  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "-n, --namespace", "NAME", "Namespace of the ExternalSecrets; else the context's.");

  private final Argument<String> format =
      Argument.option("-o, --output", "FORMAT", "table", "table, json or yaml (${DEFAULT-VALUE}).");

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    namespace.addTo(spec);
    format.addTo(spec);
  }

  private ConnectionFlags connection() {
    return context.connection(namespace.value());
  }

  /** Opens a connection, which the caller must close, after a look at the format. */
  ClusterApi open(Console console) {
    if (!FORMATS.contains(format.value())) {
      throw new UsageException(
          "invalid output format \"%s\"; use table, json or yaml".formatted(format.value()));
    }
    return ClusterApi.open(connection(), console);
  }

  String namespace(Console console) {
    return new NamespaceLookup(connection(), console.environment()).find().name();
  }

  /** Prints in the format that was asked for. */
  void print(Console console, ObjectNode tree, Supplier<String> table) {
    console
        .out()
        .print(
            switch (format.value()) {
              case "json" -> KubeYaml.toPrettyJson(tree);
              case "yaml" -> KubeYaml.toYaml(tree);
              default -> table.get();
            });
  }
}
