package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.BackupStaleness;
import dev.sealer.cli.backup.plan.BackupUnsealer;
import dev.sealer.cli.backup.plan.CoverageReport;
import dev.sealer.cli.certificates.CertificateSource;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import java.util.ArrayList;
import java.util.List;

/** Proves that a backup opens, and what it covers. */
final class BackupVerifyCommand implements CliCommand {
  private static final int UNCOVERED = 3;
  private static final int STALE = 4;

  private final Console console;

  private final OpeningOptions opening = new OpeningOptions();
  private final KeyClusterOptions cluster = new KeyClusterOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<String> repository =
      Argument.option(
          "--repo",
          "DIR|URL",
          "Git repository whose SealedSecrets must open. Commits count, not edits.");

  private final Argument<Boolean> allBranches =
      Argument.flag("--all-branches", "Look at every branch, not at HEAD alone.");

  private final Argument<List<String>> branches =
      Argument.options(
          "--branch", "NAME", "Branch, tag or commit to look at; may be given several times.");

  private final Argument<List<String>> excluded =
      Argument.options(
          "--exclude", "GLOB", "Paths to leave out, such as docs/**; may be given several times.");

  private final Argument<Boolean> online =
      Argument.flag("--online", "Compare with the keys that the cluster has now.");

  private final Argument<String> certificate =
      Argument.option(
          "--cert",
          "FILE|URL",
          "Compare with a certificate of the cluster: needs no right to read keys.");

  private final Argument<String> file = Argument.parameter(0, "FILE", "The backup.");

  BackupVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Proves without a cluster that a backup opens, that its keys work, and that they open every"
                + " SealedSecret of a Git repository.")
        .takes(
            opening,
            cluster,
            format,
            repository,
            allBranches,
            branches,
            excluded,
            online,
            certificate,
            file)
        .footer(
            "",
            "Exit codes: 0 proven; 1 it does not open or is damaged; 2 wrong command line; 3 it does not",
            "cover what the repository holds; 4 stale: the cluster has a key that it lacks.",
            "",
            "A repository that needs a password: SEALER_GIT_USERNAME and SEALER_GIT_PASSWORD.",
            "",
            "Examples:",
            "  sealer backup verify -i key.txt keys.age --repo . --all-branches",
            "  sealer backup verify keys.age --repo https://git.example.com/shop.git --branch main",
            "  sealer backup verify keys.age --online");
  }

  @Override
  public Integer call() {
    boolean _ = format.json();
    if (repository.value().isEmpty() && (allBranches.value() || !branches.value().isEmpty())) {
      throw new CommandFailure("--all-branches and --branch need --repo");
    }
    try (KeyBackup backup = opening.open(new BackupFile(file.value()), new Passphrases(console))) {
      KeyProof.require(backup);
      BackupReport report = new BackupReport();
      report.put("file", file.value());
      report.line(
          "%s: %s of %s, made %s; each opens what is sealed for it"
              .formatted(
                  file.value(),
                  Plural.of(backup.keys().size(), "key"),
                  backup.manifest().cluster().server(),
                  backup.manifest().created()));
      report.manifest(backup);
      BackupStaleness staleness = staleness(backup);
      report.staleness(staleness);
      boolean covered = isCovered(backup, report);
      report.put("covered", covered);
      report.put("stale", !staleness.missing().isEmpty());
      report.print(console, format.json());
      return covered ? (staleness.missing().isEmpty() ? 0 : STALE) : UNCOVERED;
    }
  }

  private BackupStaleness staleness(KeyBackup backup) {
    List<BackupStaleness.Missing> missing = new ArrayList<>();
    if (!certificate.value().isEmpty()) {
      SealingCertificate live =
          SealingCertificate.parse(
              CertificateSource.read(certificate.value(), console.environment()));
      if (!backup.fingerprints().contains(live.fingerprint())) {
        missing.add(
            new BackupStaleness.Missing(certificate.value(), live.fingerprint(), live.notBefore()));
      }
    }
    if (online.value()) {
      missing.addAll(BackupStaleness.of(backup, liveKeys()).missing());
    }
    return new BackupStaleness(missing);
  }

  private List<KeySecret> liveKeys() {
    try (KeyCluster keys =
        new KeyCluster(cluster.connection(), console, cluster.namespace(), cluster.prefix())) {
      return keys.liveKeys();
    }
  }

  private boolean isCovered(KeyBackup backup, BackupReport report) {
    if (repository.value().isEmpty()) {
      return true;
    }
    RepositoryFiles files =
        new RepositoryReader(console.environment())
            .read(
                repository.value(),
                new RefChoice(allBranches.value(), branches.value()),
                excluded.value());
    BackupUnsealer opens = new BackupUnsealer(backup.ring(), PrivateKeyOperation.fastest());
    try (Progress progress = new Progress(console, "opening", RepositoryCheck.items(files))) {
      CoverageReport coverage = new RepositoryCheck(opens, progress::step).check(files);
      report.coverage(coverage);
      return coverage.isCovered();
    }
  }
}
