package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains why an ExternalSecret is Ready or not. */
final class EsExplainCommand implements CliCommand {
  private final Console console;
  private final EsOptions options = new EsOptions();
  private final Argument<String> name =
      Argument.parameter(0, "NAME", "Name of the ExternalSecret.");

  EsExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Explains the way from an ExternalSecret over its stores to its Secret, step by step, with"
                + " what to do about each problem. Values are not read.")
        .takes(options, name)
        .footer(
            "",
            "Exit codes: 0 no problem; 1 a problem; 2 a wrong command line.",
            "",
            "Examples:",
            "  sealer es explain db",
            "  sealer es explain db -n shop -o json");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ExternalSecretReader reader = new ExternalSecretReader(api);
      ObjectKey key = new ObjectKey(options.namespace(console), name.value());
      ExternalSecretView external = ExternalSecretView.of(reader.read(key));
      Map<String, Optional<JsonNode>> stores = new LinkedHashMap<>();
      external.stores().forEach(store -> stores.put(store, reader.store(store, key.namespace())));
      List<ChainStep> steps =
          SecretChain.explain(
              external,
              stores,
              reader.secretMetadata(new ObjectKey(key.namespace(), external.target())));
      options.print(
          console,
          tree(steps),
          () -> steps.stream().map(ChainStep::text).collect(Collectors.joining()));
      return steps.stream().allMatch(ChainStep::isFine) ? 0 : 1;
    }
  }

  private static ObjectNode tree(List<ChainStep> steps) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode array = tree.putArray("steps");
    steps.forEach(step -> step.describe(array.addObject()));
    return tree;
  }
}
