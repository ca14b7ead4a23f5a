package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.options.UsageException;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The option for the format of what a command prints. */
final class EsOutput implements ArgumentGroup {
  private static final List<String> FORMATS = List.of("table", "json", "yaml");

  private final Argument<String> format =
      Argument.option("-o, --output", "FORMAT", "table", "table, json or yaml (${DEFAULT-VALUE}).");

  @Override
  public void addTo(CommandSpec spec) {
    format.addTo(spec);
  }

  /**
   * Checks the format.
   *
   * @throws UsageException for one that does not exist
   */
  void check() {
    if (!FORMATS.contains(format.value())) {
      throw new UsageException(
          "invalid output format \"%s\"; use table, json or yaml".formatted(format.value()));
    }
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
