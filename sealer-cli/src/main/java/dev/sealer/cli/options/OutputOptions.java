package dev.sealer.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.WholeFile;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Option;

/** Where objects go, and in which format. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "",
      description = "File to write, replaced as a whole; else standard output.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "",
      description = "yaml or json; else by the ending of FILE, else yaml.")
  private String format = "";

  public boolean json() {
    return switch (format) {
      case "json" -> true;
      case "yaml" -> false;
      case "" -> file.endsWith(".json");
      default -> throw new CommandFailure("--format " + format + ": use yaml or json");
    };
  }

  /** Writes objects, all or none. */
  public void write(Console console, List<JsonNode> objects) {
    StringBuilder out = new StringBuilder();
    for (JsonNode object : objects) {
      out.append(json() ? KubeYaml.toPrettyJson(object) : "---\n" + KubeYaml.toYaml(object));
    }
    write(console, out.toString());
  }

  /** Writes text, all or nothing. */
  public void write(Console console, String text) {
    write(console, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(Console console, byte[] bytes) {
    if (file.isEmpty()) {
      console.out().writeBytes(bytes);
    } else {
      WholeFile.write(file, bytes);
    }
  }
}
