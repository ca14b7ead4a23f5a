package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.io.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of verbs about certificates. */
@Command(
    name = "cert",
    description = "Fetches, pins and lists the certificates that Secrets are sealed for.",
    footer = {"", "Examples:", "  sealer cert pin --context prod", "  sealer cert list"})
public final class CertVerb implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private CertVerb() {}

  /** The group with its verbs. */
  public static CommandLine command(Console console) {
    CommandLine group = new CommandLine(new CertVerb());
    group.addSubcommand("fetch", withHelp(new FetchCertVerb(console)));
    group.addSubcommand("pin", withHelp(new PinVerb(console)));
    group.addSubcommand("unpin", withHelp(new UnpinVerb(console)));
    group.addSubcommand("list", withHelp(new ListVerb(console)));
    return group;
  }

  private static CommandLine withHelp(Object verb) {
    CommandLine command = new CommandLine(verb);
    command.getCommandSpec().mixinStandardHelpOptions(true);
    return command;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: fetch, pin, unpin or list");
  }
}
