package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.backup.cluster.KeyCluster;
import dev.sealer.cli.backup.coverage.CoverageReport;
import dev.sealer.cli.backup.coverage.Opens;
import dev.sealer.cli.backup.file.BackupFile;
import dev.sealer.cli.backup.file.KeyProof;
import dev.sealer.cli.backup.plan.LiveKey;
import dev.sealer.cli.backup.plan.Staleness;
import dev.sealer.cli.backup.repository.RefChoice;
import dev.sealer.cli.backup.repository.RepositoryCheck;
import dev.sealer.cli.backup.repository.RepositoryFiles;
import dev.sealer.cli.backup.repository.RepositoryReader;
import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.passphrase.Passphrases;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a backup opens, and what it covers. */
@Command(
    name = "verify",
    description =
        "Proves without a cluster that a backup opens, that its keys work, and that they open every"
            + " SealedSecret of a Git repository.",
    footer = {
      "",
      "Exit codes: 0 proven; 1 it does not open or is damaged; 2 wrong command line; 3 it does not",
      "cover what the repository holds; 4 stale: the cluster has a key that it lacks.",
      "",
      "A repository that needs a password: SEALER_GIT_USERNAME and SEALER_GIT_PASSWORD.",
      "",
      "Examples:",
      "  sealer backup verify -i key.txt keys.age --repo . --all-branches",
      "  sealer backup verify keys.age --repo https://git.example.com/shop.git --branch main",
      "  sealer backup verify keys.age --online"
    })
final class BackupVerifyVerb implements Callable<Integer> {
  private static final int UNCOVERED = 3;
  private static final int STALE = 4;

  private final Console console;

  @Mixin private final OpeningOptions opening = new OpeningOptions();
  @Mixin private final KeyClusterOptions cluster = new KeyClusterOptions();
  @Mixin private final ReportFormat format = new ReportFormat();

  @Option(
      names = "--repo",
      paramLabel = "DIR|URL",
      defaultValue = "",
      description = "Git repository whose SealedSecrets must open. Commits count, not edits.")
  private String repository = "";

  @Option(names = "--all-branches", description = "Look at every branch, not at HEAD alone.")
  private boolean allBranches;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "Branch, tag or commit to look at; may be given several times.")
  private List<String> branches = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Paths to leave out, such as docs/**; may be given several times.")
  private List<String> excluded = new ArrayList<>();

  @Option(names = "--online", description = "Compare with the keys that the cluster has now.")
  private boolean online;

  @Option(
      names = "--cert",
      paramLabel = "FILE|URL",
      defaultValue = "",
      description = "Compare with a certificate of the cluster: needs no right to read keys.")
  private String certificate = "";

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private String file = "";

  BackupVerifyVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    if (repository.isEmpty() && (allBranches || !branches.isEmpty())) {
      throw new CommandFailure("--all-branches and --branch need --repo");
    }
    try (KeyBackup backup = opening.open(new BackupFile(file), new Passphrases(console))) {
      KeyProof.require(backup);
      BackupReport report = new BackupReport();
      report.put("file", file);
      report.line(
          "%s: %d keys of %s, made %s; each opens what is sealed for it"
              .formatted(
                  file,
                  backup.keys().size(),
                  backup.manifest().cluster().server(),
                  backup.manifest().created()));
      report.manifest(backup);
      Staleness staleness = staleness(backup);
      report.staleness(staleness);
      boolean covered = isCovered(backup, report);
      report.put("covered", covered);
      report.put("stale", !staleness.missing().isEmpty());
      report.print(console, format.json());
      return covered ? (staleness.missing().isEmpty() ? 0 : STALE) : UNCOVERED;
    }
  }

  private Staleness staleness(KeyBackup backup) {
    List<Staleness.Missing> missing = new ArrayList<>();
    if (!certificate.isEmpty()) {
      SealingCertificate live = SealingCertificate.parse(CertificateSource.read(certificate));
      if (!backup.fingerprints().contains(live.fingerprint())) {
        missing.add(new Staleness.Missing(certificate, live.fingerprint(), live.notBefore()));
      }
    }
    if (online) {
      missing.addAll(Staleness.of(backup, liveKeys()).missing());
    }
    return new Staleness(missing);
  }

  private List<LiveKey> liveKeys() {
    try (KeyCluster keys =
        new KeyCluster(
            cluster.connection(), console.environment(), cluster.namespace(), cluster.prefix())) {
      return keys.liveKeys();
    }
  }

  private boolean isCovered(KeyBackup backup, BackupReport report) {
    if (repository.isEmpty()) {
      return true;
    }
    RepositoryFiles files =
        new RepositoryReader(console.environment())
            .read(repository, new RefChoice(allBranches, branches), excluded);
    Opens opens = new Opens(backup.ring(), PrivateKeyOperation.fastest());
    try (Progress progress = new Progress(console, "opening", RepositoryCheck.items(files))) {
      CoverageReport coverage = new RepositoryCheck(opens, progress::step).check(files);
      report.coverage(coverage);
      return coverage.isCovered();
    }
  }
}
