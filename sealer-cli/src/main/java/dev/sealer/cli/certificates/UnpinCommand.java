package dev.sealer.cli.certificates;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;

/** Forgets a pinned certificate. */
public final class UnpinCommand implements CliCommand {
  private final Console console;

  private final Argument<String> name = Argument.parameter(0, "NAME", "Name it is pinned for.");

  public UnpinCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(this, "Forgets the certificate pinned for a context or name.")
        .takes(name)
        .footer("", "Example:", "  sealer cert unpin prod");
  }

  @Override
  public Integer call() {
    new PinnedCertificates(console).unpin(name.value());
    return 0;
  }
}
