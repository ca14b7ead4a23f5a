package dev.sealer.cli.options;

import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.Console;
import picocli.CommandLine.Model.CommandSpec;

/** The file that output of one fixed format goes to. */
public final class OutputFile implements ArgumentGroup {
  private final Argument<String> file =
      Argument.option(
          "-w, --write", "FILE", "Write this file, as a whole; else write to standard output.");

  private final Argument<String> format = Argument.hidden("-o, --output");

  @Override
  public void addTo(CommandSpec spec) {
    file.addTo(spec);
    format.addTo(spec);
  }

  /**
   * Refuses an output format.
   *
   * @throws UsageException that names the option for the file, which this was in earlier versions
   */
  public void check() {
    if (!format.value().isEmpty()) {
      throw new UsageException(
          "invalid option -o: there is one output format only; use -w %s to write that file"
              .formatted(format.value()));
    }
  }

  /** Writes bytes, all or none. */
  public void write(Console console, byte[] bytes) {
    if (file.value().isEmpty()) {
      console.out().writeBytes(bytes);
    } else {
      boolean _ = AtomicFile.writeIfChanged(file.value(), bytes);
    }
  }
}
