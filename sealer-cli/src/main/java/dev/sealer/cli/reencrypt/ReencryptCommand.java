package dev.sealer.cli.reencrypt;

import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.Command;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.unseal.PrivateKeyOptions;
import dev.sealer.yaml.KubeYaml;
import java.util.List;

/** Moves sealed files to the newest key. */
public final class ReencryptCommand implements Command {

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();
  private final PrivateKeyOptions keys = new PrivateKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> dryRun =
      Argument.flag("--dry-run", "Say what would be done, and write nothing.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 1, "FILE|DIR", "Files, and folders whose .yaml, .yml and .json files are looked at.");

  public ReencryptCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
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
                  .formatted(Plural.of(report.unknown(), "value")));
    }
    if (!report.problems().isEmpty()) {
      throw new CommandFailure(report.problems());
    }
    return 0;
  }

  private ReencryptionReport offline(SourceFiles files) {
    OfflineReencrypter resealing =
        new OfflineReencrypter(keys.unsealer(), certificate.sealer(console, cluster));
    return run(new FileReencrypter(resealing, cluster.namespace()), files, true);
  }

  /** One after the other: the controller answers only so many calls a second. */
  private ReencryptionReport byController(SourceFiles files) {
    return cluster.withController(
        console,
        controller ->
            run(
                new FileReencrypter(new ControllerReencrypter(controller), cluster.namespace()),
                files,
                false));
  }

  private ReencryptionReport run(
      FileReencrypter reencryption, SourceFiles files, boolean parallel) {
    ReencryptRun run = new ReencryptRun(reencryption, dryRun.value(), console);
    return new ReencryptionReport(run.over(files, parallel), dryRun.value());
  }
}
