package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.io.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The sealing keys of a cluster. */
@Command(
    name = "keys",
    description = "Lists the sealing keys of a cluster, and makes a new one.",
    footer = {"", "Examples:", "  sealer keys list --used-by deploy/", "  sealer keys renew"})
public final class KeysVerb {

  private KeysVerb() {}

  /** The verb with its own verbs. */
  public static CommandSpec command(Console console) {
    CommandSpec keys = CommandSpec.forAnnotatedObject(new KeysVerb());
    keys.addSubcommand("list", withHelp(new KeysListVerb(console)));
    keys.addSubcommand("renew", withHelp(new KeysRenewVerb(console)));
    return keys;
  }

  private static CommandLine withHelp(Object verb) {
    CommandLine command = new CommandLine(verb);
    command.getCommandSpec().mixinStandardHelpOptions(true);
    return command;
  }
}
