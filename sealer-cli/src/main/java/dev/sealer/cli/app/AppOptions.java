package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ContextOptions;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.options.UsageException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.yaml.KubeYaml;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every command that works on Applications. */
final class AppOptions implements ArgumentGroup {
  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "-n, --namespace",
          "NAME",
          "argocd",
          "Namespace of the Applications (${DEFAULT-VALUE}), as in --sync-namespace.");

  private final Argument<String> output =
      Argument.option("-o, --output", "FORMAT", "table", "table, json or yaml (${DEFAULT-VALUE}).");

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    namespace.addTo(spec);
    output.addTo(spec);
  }

  /**
   * Opens a connection, which the caller must close.
   *
   * @throws UsageException if the output format is not known
   */
  ClusterApi open(Console console) {
    switch (output.value()) {
      case "table", "json", "yaml" -> {}
      default ->
          throw new UsageException(
              "invalid output format \"" + output.value() + "\"; use table, json or yaml");
    }
    return ClusterApi.open(context.connection(namespace.value()), console);
  }

  String namespace() {
    return namespace.value();
  }

  ObjectKey key(String name) {
    return new ObjectKey(namespace.value(), name);
  }

  /** Returns the start of what is printed as JSON or YAML about one Application. */
  static ObjectNode named(ObjectKey key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("namespace", key.namespace())
        .put("name", key.name());
  }

  /** Prints in the format that was asked for. */
  void print(Console console, ObjectNode tree, Supplier<String> table) {
    String text =
        switch (output.value()) {
          case "json" -> KubeYaml.toPrettyJson(tree);
          case "yaml" -> KubeYaml.toYaml(tree);
          default -> table.get();
        };
    console.out().print(text);
  }
}
