package dev.sealer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.yaml.KubeYaml;

/** Prints the version of this program, and of the Java that runs it. */
final class VersionCommand implements CliCommand {
  private final Console console;

  private final Argument<String> format =
      Argument.option("-o, --output", "FORMAT", "text", "text, json or yaml (${DEFAULT-VALUE}).");

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Prints the version of this program. Asks no cluster: that is 'sealer doctor'.")
        .takes(format)
        .footer("", "Examples:", "  sealer version", "  sealer version -o json");
  }

  @Override
  public Integer call() {
    console
        .out()
        .print(
            switch (format.value()) {
              case "text" -> text() + "\n";
              case "json" -> KubeYaml.toPrettyJson(tree());
              case "yaml" -> KubeYaml.toYaml(tree());
              default ->
                  throw new UsageException(
                      "invalid output format \"%s\"; use text, json or yaml"
                          .formatted(format.value()));
            });
    return 0;
  }

  /** Returns the line that {@code --version} prints, too. */
  static String text() {
    return "sealer " + Main.version();
  }

  private static ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", Main.version());
    tree.put("java", Runtime.version().toString());
    tree.put("platform", System.getProperty("os.name") + "/" + System.getProperty("os.arch"));
    return tree;
  }
}
