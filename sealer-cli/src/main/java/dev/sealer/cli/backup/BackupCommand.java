package dev.sealer.cli.backup;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CommandBuilder;

/** Backups of the sealing keys. */
public final class BackupCommand {
  private BackupCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandBuilder line(Console console) {
    return CommandBuilder.group(
            "name a command: create, verify or restore",
            "Backs up the sealing keys, proves backups, and restores them.")
        .below("create", new BackupCreateCommand(console).line())
        .below("verify", new BackupVerifyCommand(console).line())
        .below("restore", new BackupRestoreCommand(console).line())
        .footer(
            "",
            "'sealer backup COMMAND --help' shows a command's options and examples.",
            "",
            "Example:",
            "  sealer backup verify keys.age --repo . --all-branches");
  }
}
