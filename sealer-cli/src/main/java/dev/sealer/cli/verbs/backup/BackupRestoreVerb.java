package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.backup.cluster.KeyCluster;
import dev.sealer.cli.backup.cluster.Restore;
import dev.sealer.cli.backup.file.BackupFile;
import dev.sealer.cli.backup.file.KeyProof;
import dev.sealer.cli.backup.plan.RestoreStep;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.passphrase.Passphrases;
import dev.sealer.sealing.backup.KeyBackup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the keys of a backup into a cluster. */
@Command(
    name = "restore",
    description =
        "Puts the keys of a backup into a cluster, before or after its controller starts.",
    footer = {
      "",
      "The newest key of the backup becomes the one to seal for. A key that a new cluster's",
      "controller made for itself goes on to open what was sealed for it, and is set behind.",
      "Run it as often as you like: what is there is left alone.",
      "",
      "Exit codes: 0 done; 1 failed: run it again; 2 wrong command line.",
      "",
      "Examples:",
      "  sealer backup restore -i key.txt keys.age --dry-run",
      "  sealer backup restore keys.age --controller-namespace sealer-system"
    })
final class BackupRestoreVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final OpeningOptions opening = new OpeningOptions();
  @Mixin private final KeyClusterOptions cluster = new KeyClusterOptions();
  @Mixin private final ReportFormat format = new ReportFormat();

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--keep-newer",
      description = "Keep newer keys of the cluster in front of those of the backup.")
  private boolean keepNewer;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private String file = "";

  BackupRestoreVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    try (KeyBackup backup = opening.open(new BackupFile(file), new Passphrases(console));
        KeyCluster keys =
            new KeyCluster(
                cluster.connection(),
                console.environment(),
                cluster.namespace(),
                cluster.prefix())) {
      KeyProof.require(backup);
      Restore restore = new Restore(keys, backup, keepNewer);
      List<RestoreStep> steps = dryRun ? restore.plan().steps() : restore.run();
      BackupReport report = new BackupReport();
      report.put("file", file);
      report.put("dryRun", dryRun);
      report.line(
          "%s %d keys into namespace %s of %s"
              .formatted(
                  dryRun ? "would restore" : "restored",
                  backup.keys().size(),
                  keys.namespace(),
                  keys.identity().server()));
      report.steps(steps);
      report.print(console, format.json());
      return 0;
    }
  }
}
