package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.RestoreStep;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.sealing.backup.KeyBackup;
import java.util.List;

/** Puts the keys of a backup into a cluster. */
final class BackupRestoreCommand implements CliCommand {
  private final Console console;

  private final OpeningOptions opening = new OpeningOptions();
  private final KeyClusterOptions cluster = new KeyClusterOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> dryRun =
      Argument.flag("--dry-run", "Say what would be done, and change nothing.");

  private final Argument<Boolean> keepNewer =
      Argument.flag(
          "--keep-newer", "Keep newer keys of the cluster current instead of those of the backup.");

  private final Argument<String> file = Argument.parameter(0, "FILE", "The backup.");

  BackupRestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Puts the keys of a backup into a cluster, before or after its controller starts.")
        .takes(opening, cluster, format, dryRun, keepNewer, file)
        .footer(
            "",
            "The newest key of the backup becomes the current key. A key that the new cluster's",
            "controller generated can still unseal, but is not used for new values.",
            "Run it as often as you like: what is there is left alone.",
            "",
            "Exit codes: 0 done; 1 failed: run it again; 2 wrong command line.",
            "",
            "Examples:",
            "  sealer backup restore -i key.txt keys.age --dry-run",
            "  sealer backup restore keys.age --controller-namespace sealer-system");
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    try (KeyBackup backup = opening.open(new BackupFile(file.value()), new Passphrases(console));
        KeyCluster keys =
            new KeyCluster(cluster.connection(), console, cluster.namespace(), cluster.prefix())) {
      KeyProof.require(backup);
      KeyRestorer restore = new KeyRestorer(keys, backup, keepNewer.value());
      List<RestoreStep> steps = dryRun.value() ? restore.plan().steps() : restore.run();
      BackupReport report = new BackupReport();
      report.put("file", file.value());
      report.put("dryRun", dryRun.value());
      report.line(
          "%s %s into namespace %s of %s"
              .formatted(
                  dryRun.value() ? "would restore" : "restored",
                  Plural.of(backup.keys().size(), "key"),
                  keys.namespace(),
                  keys.identity().server()));
      report.steps(steps);
      report.print(console, format.json());
      return 0;
    }
  }
}
