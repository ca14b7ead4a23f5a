package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.VerbLine;

/** Backups of the sealing keys. */
public final class BackupVerb {
  private BackupVerb() {}

  /** The verb with its own verbs below. */
  public static VerbLine line(Console console) {
    return VerbLine.group(
            "name a verb: create, verify or restore",
            "Backs up the sealing keys, proves backups, and restores them.")
        .below("create", new BackupCreateVerb(console).line())
        .below("verify", new BackupVerifyVerb(console).line())
        .below("restore", new BackupRestoreVerb(console).line())
        .footer(
            "",
            "'sealer backup VERB --help' shows a verb's options and examples.",
            "",
            "Example:",
            "  sealer backup verify keys.age --repo . --all-branches");
  }
}
