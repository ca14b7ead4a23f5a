package dev.sealer.cli.reencrypt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.io.BulkReport;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Task;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.reencrypt.FileReencrypter.ReencryptedObject;
import dev.sealer.cli.unseal.PrivateKeyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Moves sealed files to the newest key. */
public final class ReencryptCommand implements CliCommand {

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();
  private final PrivateKeyOptions keys = new PrivateKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> dryRun =
      Argument.flag("--dry-run", "Say what would be done, and write nothing.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 1, "FILE|DIR", "Files, and directories whose .yaml, .yml and .json files are read.");

  public ReencryptCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Re-encrypts values that are not on the current key, in place. Comments, order, layout, templates and"
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
    BulkReport<List<ReencryptedObject>> report =
        keys.given() ? offline(files) : byController(files);
    if (report.files().isEmpty()) {
      throw new CommandFailure(
          "no SealedSecret found in "
              + String.join(", ", arguments.value())
              + ": nothing to re-encrypt");
    }
    int unknown = count(report, ReencryptedObject::unknown);
    if (unknown > 0) {
      console.note(
          "left %s alone that no private key opens; add the current private key to tell whether it sealed them"
              .formatted(Plural.of(unknown, "value")));
    }
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary
        .put("dryRun", dryRun.value())
        .put("resealed", count(report, ReencryptedObject::fresh))
        .put("current", count(report, ReencryptedObject::current))
        .put("unknown", unknown);
    report.print(console, json, lines(report), FileReencrypter::describe, summary);
    return 0;
  }

  /** One line for each object that was re-encrypted, and a summary. */
  private List<String> lines(BulkReport<List<ReencryptedObject>> report) {
    List<String> lines = new ArrayList<>();
    report.details().stream()
        .flatMap(List::stream)
        .filter(object -> !object.fresh().isEmpty())
        .forEach(object ->
            lines.add(
                object.object().where()
                    + (dryRun.value() ? ": would be re-encrypted: " : ": re-encrypted: ")
                    + String.join(", ", object.fresh())));
    lines.add(
        "re-encrypted: %s in %d of %s%s; already on the current key: %d"
            .formatted(
                Plural.of(count(report, ReencryptedObject::fresh), "value"),
                report.changed(),
                Plural.of(report.files().size(), "file"),
                dryRun.value() ? " (dry run: nothing was written)" : "",
                count(report, ReencryptedObject::current)));
    return lines;
  }

  private static int count(
      BulkReport<List<ReencryptedObject>> report, Function<ReencryptedObject, Set<String>> keys) {
    return report.sum(objects -> objects.stream().mapToInt(o -> keys.apply(o).size()).sum());
  }

  private BulkReport<List<ReencryptedObject>> offline(SourceFiles files) {
    Reencrypter reencrypter =
        new OfflineReencrypter(keys.unsealer(), certificate.sealer(console, cluster));
    return run(reencrypter, files, true);
  }

  /** One after the other: the controller limits the rate of calls. */
  private BulkReport<List<ReencryptedObject>> byController(SourceFiles files) {
    return cluster.withController(
        console, controller -> run(new ControllerReencrypter(controller), files, false));
  }

  private BulkReport<List<ReencryptedObject>> run(
      Reencrypter reencrypter, SourceFiles found, boolean parallel) {
    FileReencrypter files = new FileReencrypter(reencrypter, cluster.namespace());
    List<Task<List<ReencryptedObject>>> tasks = new ArrayList<>();
    for (SourceFile file : found.distinctFiles()) {
      tasks.add(Task.inPlace(file, content -> files.change(content, file.name(), file.named())));
    }
    BulkReport<List<ReencryptedObject>> all =
        new BulkRun(console, "re-encrypting", dryRun.value()).run(tasks, found, parallel);
    // Files without SealedSecrets are left out.
    return new BulkReport<>(
        all.files().stream()
            .filter(file ->
                !file.problems().isEmpty() || file.detail().filter(d -> !d.isEmpty()).isPresent())
            .toList());
  }
}
