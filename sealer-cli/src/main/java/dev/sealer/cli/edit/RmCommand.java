package dev.sealer.cli.edit;

import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.io.IOException;
import java.util.List;

/** Removes items from a sealed file. */
public final class RmCommand implements CliCommand {
  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File with one SealedSecret.");

  private final Argument<List<String>> keys = Argument.parameters(1, 1, "KEY", "Keys to remove.");

  private final Console console;

  public RmCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Removes values from a sealed file. Everything else stays as it is.")
        .takes(file, keys)
        .footer("", "Example:", "  sealer rm db.sealed.yaml old-password");
  }

  @Override
  public Integer call() throws IOException {
    BulkRun.one(
        console,
        file.value(),
        content -> {
          SealedFile sealed = SealedFile.of(content, file.value());
          keys.value().forEach(sealed::removeItem);
          return Change.to(sealed.text(), sealed.name(), List.of());
        });
    return 0;
  }
}
