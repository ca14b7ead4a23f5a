package dev.sealer.cli.keys;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CommandBuilder;

/** The sealing keys of a cluster. */
public final class KeysCommand {
  private KeysCommand() {}

  /** Returns the command with its own commands. */
  public static CommandBuilder line(Console console) {
    return CommandBuilder.group(
            "name a command: list or renew",
            "Lists the sealing keys of a cluster, and generates a new one.")
        .below("list", new KeysListCommand(console).line())
        .below("renew", new KeysRenewCommand(console).line())
        .footer("", "Examples:", "  sealer keys list --used-by deploy/", "  sealer keys renew");
  }

  /** By which names the controller knows its keys. */
  static Argument<String> prefix() {
    return Argument.option(
        "--key-prefix",
        "NAME",
        "sealed-secrets-key",
        "The controller's --key-prefix (${DEFAULT-VALUE}).");
  }
}
