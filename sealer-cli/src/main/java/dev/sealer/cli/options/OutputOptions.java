package dev.sealer.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.Console;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options for the output file and its format. */
public final class OutputOptions implements ArgumentGroup {
  private final Argument<String> file =
      Argument.option(
          "-w, --write", "FILE", "Write this file, as a whole; else write to standard output.");

  private final Argument<String> format =
      Argument.option(
          "-o, --output, --format",
          "FORMAT",
          "Print yaml or json; else what FILE ends with, else yaml.");

  @Override
  public void addTo(CommandSpec spec) {
    file.addTo(spec);
    format.addTo(spec);
  }

  /** Returns whether the command line says anything about the output. */
  public boolean given() {
    return !file.value().isEmpty() || !format.value().isEmpty();
  }

  /**
   * Returns the file to write; empty for standard output.
   *
   * @param cluster put before the file's ending where it is not empty
   */
  public String file(String cluster) {
    if (cluster.isEmpty() || file.value().isEmpty()) {
      return file.value();
    }
    int dot = file.value().lastIndexOf('.');
    return dot > file.value().lastIndexOf('/') + 1
        ? file.value().substring(0, dot) + "." + cluster + file.value().substring(dot)
        : file.value() + "." + cluster;
  }

  /**
   * Tells whether JSON is asked for.
   *
   * @throws UsageException for a value that is not a format: it was the file's name in earlier
   *     versions
   */
  public boolean json() {
    return switch (format.value()) {
      case "json" -> true;
      case "yaml" -> false;
      case "" -> file.value().endsWith(".json");
      default ->
          throw new UsageException(
              "invalid output format \"%s\"; use yaml or json, or -w %s to write that file"
                  .formatted(format.value(), format.value()));
    };
  }

  /** Writes objects, all or none. */
  public void write(Console console, List<JsonNode> objects) {
    write(console, "", objects);
  }

  /** Writes the objects of one cluster, all or none. */
  public void write(Console console, String cluster, List<JsonNode> objects) {
    write(console, cluster, text(objects));
  }

  /** Writes objects in the clear, all or none: a file is for its owner only from then on. */
  public void writePrivate(Console console, List<JsonNode> objects) {
    byte[] bytes = text(objects).getBytes(StandardCharsets.UTF_8);
    if (file.value().isEmpty()) {
      console.out().writeBytes(bytes);
    } else {
      AtomicFile.writePrivate(file.value(), bytes);
    }
    Arrays.fill(bytes, (byte) 0);
  }

  private String text(List<JsonNode> objects) {
    StringBuilder out = new StringBuilder();
    for (JsonNode object : objects) {
      out.append(json() ? KubeYaml.toPrettyJson(object) : "---\n" + KubeYaml.toYaml(object));
    }
    return out.toString();
  }

  /** Writes the text of one cluster, all or nothing. */
  public void write(Console console, String cluster, String text) {
    write(console, cluster, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(Console console, String cluster, byte[] bytes) {
    if (file.value().isEmpty()) {
      console.out().writeBytes(bytes);
    } else {
      boolean _ = AtomicFile.writeIfChanged(file(cluster), bytes);
    }
  }
}
