package dev.sealer.cli.kubeseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.yaml.KubeYaml;
import java.util.Locale;

/** Prints objects: layout, order and line ends are kubeseal's. */
public enum OutputFormat {
  /** Indented JSON, one object after the other. */
  JSON,
  /** YAML, each document after a line of dashes. */
  YAML;

  /**
   * Returns the format of that name, in any case; JSON for an empty one.
   *
   * @throws CommandFailure for another name
   */
  public static OutputFormat of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "json" -> JSON;
      case "yaml" -> YAML;
      default -> throw new CommandFailure("unsupported output format: " + name);
    };
  }

  /** Returns whether a file's name ends as YAML files do. */
  public static boolean namesYaml(String file) {
    return file.endsWith(".yaml") || file.endsWith(".yml");
  }

  /** Returns the object as text. */
  public String print(JsonNode object) {
    return switch (this) {
      case JSON -> KubeYaml.toPrettyJson(object);
      case YAML -> "---\n" + KubeYaml.toYaml(object);
    };
  }
}
