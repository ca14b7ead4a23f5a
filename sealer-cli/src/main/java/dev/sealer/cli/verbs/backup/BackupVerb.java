package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Backups of the sealing keys. */
@Command(
    name = "backup",
    description = "Backs up the sealing keys, proves backups, and restores them.",
    footer = {
      "",
      "'sealer backup VERB --help' shows a verb's options and examples.",
      "",
      "Example:",
      "  sealer backup verify keys.age --repo . --all-branches"
    })
public final class BackupVerb implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private BackupVerb() {}

  /** The verb with its own verbs below. */
  public static CommandSpec command(Console console) {
    CommandLine command = new CommandLine(new BackupVerb());
    Map<String, Object> verbs = new LinkedHashMap<>();
    verbs.put("create", new BackupCreateVerb(console));
    verbs.put("verify", new BackupVerifyVerb(console));
    verbs.put("restore", new BackupRestoreVerb(console));
    verbs.forEach((name, verb) -> {
      CommandLine below = new CommandLine(verb);
      below.getCommandSpec().mixinStandardHelpOptions(true);
      command.addSubcommand(name, below);
    });
    return command.getCommandSpec();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "name a verb: create, verify or restore");
  }
}
