package dev.sealer.cli.options;

import dev.sealer.cli.failure.CommandFailure;
import picocli.CommandLine.Option;

/** How a verb that reports does it. */
public final class ReportFormat {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (${DEFAULT-VALUE}).")
  private String format = "text";

  /**
   * Whether a machine reads it.
   *
   * @throws CommandFailure for a format that there is not
   */
  public boolean json() {
    return switch (format) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new CommandFailure("-o " + format + ": use text or json");
    };
  }
}
