package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Counted;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.KeyOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.reencrypt.ControllerResealing;
import dev.sealer.cli.reencrypt.FileReencryption;
import dev.sealer.cli.reencrypt.OfflineResealing;
import dev.sealer.cli.reencrypt.ReencryptionReport;
import dev.sealer.cli.tree.SourceFiles;
import dev.sealer.yaml.KubeYaml;
import java.util.List;

/** Moves sealed files to the newest key. */
public final class ReencryptVerb implements Verb {

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();
  private final KeyOptions keys = new KeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> dryRun =
      Argument.flag("--dry-run", "Say what would be done, and write nothing.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 1, "FILE|DIR", "Files, and folders whose .yaml, .yml and .json files are looked at.");

  public ReencryptVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(
            this,
            "Seals what is not on the newest key for it, in place. Comments, order, layout, templates and"
                + " everything else in the files stay byte for byte; names and scopes never change.",
            "With --private-key this happens here; without, the controller does it.")
        .takes(cluster, certificate, keys, format, dryRun, arguments)
        .footer(
            "",
            "Examples:",
            "  sealer reencrypt --dry-run deploy/",
            "  sealer reencrypt deploy/ base/db.sealed.yaml",
            "  sealer reencrypt --private-key keys.yaml --cert newest.pem deploy/");
  }

  @Override
  public Integer call() {
    boolean json = format.json();
    SourceFiles files = SourceFiles.find(arguments.value());
    files.warnings().forEach(warning -> console.err().println("warning: " + warning));
    ReencryptionReport report = keys.given() ? offline(files) : byController(files);
    if (report.isEmpty()) {
      throw new CommandFailure(
          "no SealedSecret found in "
              + String.join(", ", arguments.value())
              + ": nothing to re-encrypt");
    }
    console.out().print(json ? KubeYaml.toPrettyJson(report.tree()) : report.text());
    if (report.unknown() > 0) {
      console
          .err()
          .println(
              "note: left %s alone that no private key opens; add the current private key to tell whether it sealed them"
                  .formatted(Counted.of(report.unknown(), "value")));
    }
    if (!report.problems().isEmpty()) {
      throw new CommandFailure(report.problems());
    }
    return 0;
  }

  private ReencryptionReport offline(SourceFiles files) {
    OfflineResealing resealing =
        new OfflineResealing(keys.unsealer(), certificate.sealer(console, cluster));
    return run(new FileReencryption(resealing, cluster.namespace()), files, true);
  }

  /** One after the other: the controller answers only so many calls a second. */
  private ReencryptionReport byController(SourceFiles files) {
    return cluster.withController(
        console,
        controller ->
            run(
                new FileReencryption(new ControllerResealing(controller), cluster.namespace()),
                files,
                false));
  }

  private ReencryptionReport run(
      FileReencryption reencryption, SourceFiles files, boolean parallel) {
    ReencryptRun run = new ReencryptRun(reencryption, dryRun.value(), console);
    return new ReencryptionReport(run.over(files, parallel), dryRun.value());
  }
}
