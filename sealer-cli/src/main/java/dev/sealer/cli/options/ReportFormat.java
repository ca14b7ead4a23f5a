package dev.sealer.cli.options;

import dev.sealer.cli.io.CommandFailure;
import picocli.CommandLine.Model.CommandSpec;

/** The option for the format of a report. */
public final class ReportFormat implements ArgumentGroup {

  private final Argument<String> format =
      Argument.option("-o, --output", "FORMAT", "text", "text or json (${DEFAULT-VALUE}).");

  @Override
  public void addTo(CommandSpec spec) {
    format.addTo(spec);
  }

  /**
   * Returns whether a machine reads it.
   *
   * @throws CommandFailure for a format that there is not
   */
  public boolean json() {
    return switch (format.value()) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new CommandFailure("-o " + format.value() + ": use text or json");
    };
  }
}
