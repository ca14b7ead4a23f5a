package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkReport;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.BulkRun.Task;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.OutputDirectory;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.Sealer;
import dev.sealer.yaml.read.YamlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seals files and directories file by file: into another directory, or into themselves. */
public final class FileSealer {
  private final Console console;
  private final DocumentSealer sealing;
  private final Fingerprints fingerprints;
  private final boolean reseal;

  /**
   * Prepares a run.
   *
   * @param reseal whether unchanged values are sealed again
   */
  public FileSealer(
      Console console, DocumentSealer sealing, Fingerprints fingerprints, boolean reseal) {
    this.console = console;
    this.sealing = sealing;
    this.fingerprints = fingerprints;
    this.reseal = reseal;
  }

  /**
   * Counts for the report of a file.
   *
   * @param secrets Secrets that were sealed
   * @param sealedBefore SealedSecrets that were in the file before
   * @param sealed values that were sealed
   * @param kept values whose ciphertext was kept
   */
  public record Counts(int secrets, int sealedBefore, int sealed, int kept) {
    private void describe(ObjectNode file) {
      file.put("secrets", secrets).put("sealedBefore", sealedBefore);
      file.put("valuesSealed", sealed).put("valuesKept", kept);
    }
  }

  /**
   * Writes the results into a directory, a subdirectory for each named certificate.
   *
   * @param arguments files and directories
   * @param excludes globs of files and directories to leave out
   * @throws CommandFailure if a file could not be sealed, or there was nothing to seal
   */
  public void into(
      String directory,
      List<String> arguments,
      List<String> excludes,
      Map<String, Sealer> sealers,
      boolean json) {
    SourceFiles found = SourceFiles.find(arguments, excludes, Optional.of(Path.of(directory)));
    OutputDirectory output = new OutputDirectory(directory);
    List<Task<Counts>> tasks = new ArrayList<>();
    sealers.forEach((cluster, sealer) -> {
      for (SourceFile file : found.files()) {
        Path target = output.place(file, cluster);
        BulkRun.Work<Counts> work =
            content -> {
              ManifestText text = ManifestText.of(content, file.name());
              return sealed(file, text, existing(target), sealer);
            };
        tasks.add(new Task<>(file, target, Optional.of(output), work));
      }
    });
    run(tasks, found, arguments, json);
  }

  /**
   * Replaces the files by their sealed form. Files without Secrets are not touched.
   *
   * @throws CommandFailure as {@link #into}
   */
  public void inPlace(List<String> arguments, List<String> excludes, Sealer sealer, boolean json) {
    SourceFiles found = SourceFiles.find(arguments, excludes, Optional.empty());
    List<Task<Counts>> tasks = new ArrayList<>();
    for (SourceFile file : found.distinctFiles()) {
      tasks.add(
          Task.inPlace(
              file,
              content -> {
                ManifestText text = ManifestText.of(content, file.name());
                return sealed(file, text, ExistingCiphertexts.of(text), sealer);
              }));
    }
    run(tasks, found, arguments, json);
  }

  private Change<Counts> sealed(
      SourceFile file, ManifestText text, ExistingCiphertexts existing, Sealer sealer) {
    ValueSealer values = new ValueSealer(sealer, fingerprints, reseal);
    // In a directory, files of other programs pass through, such as the values of a chart.
    DocumentSealer.Result result =
        !file.named() && DocumentSealer.isForeign(text)
            ? new DocumentSealer.Result(List.of(), text.isJson(), text.text(), 0, 0)
            : sealing.seal(text, values, existing);
    // Before the file: a record too many does no harm, one too few costs an unchanged ciphertext.
    fingerprints.save();
    Counts counts =
        new Counts(result.secrets(), result.sealedBefore(), values.sealed(), values.kept());
    return new Change<>(
        Optional.of(result.text()).filter(_ -> result.secrets() > 0),
        counts,
        values.notes(),
        List.of());
  }

  private static ExistingCiphertexts existing(Path target) {
    if (!Files.isRegularFile(target)) {
      return ExistingCiphertexts.none();
    }
    ManifestText text;
    try {
      text = ManifestText.of(FileText.read(target.toString()), target.toString());
    } catch (YamlException e) {
      throw new CommandFailure(
          "cannot parse existing output file " + e.getMessage() + "; fix or delete it", e);
    }
    if (DocumentSealer.holdsSecret(text)) {
      throw new CommandFailure(
          target + " contains an unsealed Secret; delete it or choose another --out-dir");
    }
    return ExistingCiphertexts.of(text);
  }

  private void run(
      List<Task<Counts>> tasks, SourceFiles found, List<String> arguments, boolean json) {
    BulkReport<Counts> report = new BulkRun(console, "sealing", false).run(tasks, found, true);
    int secrets = report.sum(Counts::secrets);
    if (report.failed() == 0 && secrets + report.sum(Counts::sealedBefore) == 0) {
      throw new CommandFailure(
          "no Secret found: nothing to seal in " + String.join(", ", arguments));
    }
    String failed = report.failed() == 0 ? "" : ", " + report.failed() + " failed";
    String line =
        "%s sealed: %s, %d kept; %s written, %d unchanged%s"
            .formatted(
                Plural.of(secrets, "Secret"),
                Plural.of(report.sum(Counts::sealed), "new value"),
                report.sum(Counts::kept),
                Plural.of(report.changed(), "file"),
                report.files().size() - report.changed() - report.failed(),
                failed);
    report.print(
        console, json, List.of(line), Counts::describe, JsonNodeFactory.instance.objectNode());
  }
}
