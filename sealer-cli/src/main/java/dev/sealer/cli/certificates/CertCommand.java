package dev.sealer.cli.certificates;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CommandBuilder;

/** The group of commands about certificates. */
public final class CertCommand {
  private CertCommand() {}

  /** Returns the group with its commands. */
  public static CommandBuilder line(Console console) {
    return CommandBuilder.group(
            "say what to do: fetch, pin, unpin or list",
            "Fetches, pins and lists the certificates that Secrets are sealed for.")
        .below("fetch", new FetchCertCommand(console).line())
        .below("pin", new PinCommand(console).line())
        .below("unpin", new UnpinCommand(console).line())
        .below("list", new CertListCommand(console).line())
        .footer("", "Examples:", "  sealer cert pin --context prod", "  sealer cert list");
  }
}
