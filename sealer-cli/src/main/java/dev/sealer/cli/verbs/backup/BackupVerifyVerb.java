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
import dev.sealer.cli.io.Counted;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.passphrase.Passphrases;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import java.util.ArrayList;
import java.util.List;

/** Proves that a backup opens, and what it covers. */
final class BackupVerifyVerb implements Verb {
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

  BackupVerifyVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(
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
                  Counted.of(backup.keys().size(), "key"),
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
    if (!certificate.value().isEmpty()) {
      SealingCertificate live =
          SealingCertificate.parse(
              CertificateSource.read(certificate.value(), console.environment()));
      if (!backup.fingerprints().contains(live.fingerprint())) {
        missing.add(
            new Staleness.Missing(certificate.value(), live.fingerprint(), live.notBefore()));
      }
    }
    if (online.value()) {
      missing.addAll(Staleness.of(backup, liveKeys()).missing());
    }
    return new Staleness(missing);
  }

  private List<LiveKey> liveKeys() {
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
    Opens opens = new Opens(backup.ring(), PrivateKeyOperation.fastest());
    try (Progress progress = new Progress(console, "opening", RepositoryCheck.items(files))) {
      CoverageReport coverage = new RepositoryCheck(opens, progress::step).check(files);
      report.coverage(coverage);
      return coverage.isCovered();
    }
  }
}
