package dev.sealer.cli.reencrypt;

import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileProblem;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.ParallelTasks;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.cli.manifest.SealedDocuments;
import dev.sealer.cli.reencrypt.FileReencrypter.FileOutcome;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes files through, each on its own: one that has a problem stays as it is, the others go on. A
 * file is replaced as a whole as soon as it is done.
 */
final class ReencryptRun {

  private final FileReencrypter reencryption;
  private final boolean dryRun;
  private final Console console;

  ReencryptRun(FileReencrypter reencryption, boolean dryRun, Console console) {
    this.reencryption = reencryption;
    this.dryRun = dryRun;
    this.console = console;
  }

  /** The outcomes in the order of the files, and then one for each that could not be looked at. */
  List<FileOutcome> over(SourceFiles found, boolean parallel) {
    List<SourceFile> files = found.distinctFiles();
    List<FileOutcome> outcomes = new ArrayList<>();
    try (Progress progress = new Progress(console, "re-encrypting", files.size())) {
      Function<SourceFile, FileOutcome> each = progress.counting(this::one);
      if (parallel) {
        outcomes.addAll(ParallelTasks.map(files, each));
      } else {
        files.forEach(file -> outcomes.add(each.apply(file)));
      }
    }
    for (FileProblem problem : found.problems()) {
      outcomes.add(failed(problem.file(), problem.file() + ": " + problem.reason()));
    }
    return outcomes;
  }

  private FileOutcome one(SourceFile file) {
    String name = file.name();
    byte[] before;
    try {
      before = FileText.read(name);
    } catch (CommandFailure e) {
      return failed(name, e.line());
    }
    if (!file.named() && !SealedDocuments.mayBeIn(before)) {
      return new FileOutcome(name, List.of(), Optional.empty(), List.of());
    }
    FileOutcome outcome;
    try {
      outcome = reencryption.of(before, name);
    } catch (YamlException e) {
      return failed(name, String.valueOf(e.getMessage()));
    }
    return dryRun ? outcome : written(outcome, before);
  }

  private static FileOutcome written(FileOutcome outcome, byte[] before) {
    if (outcome.changed().isEmpty()) {
      return outcome;
    }
    try {
      byte[] after = outcome.changed().get().getBytes(StandardCharsets.UTF_8);
      boolean _ = AtomicFile.replaceUnchanged(outcome.file(), before, after);
      return outcome;
    } catch (CommandFailure e) {
      return new FileOutcome(
          outcome.file(), outcome.objects(), Optional.empty(), List.of(e.line()));
    }
  }

  private static FileOutcome failed(String name, String problem) {
    return new FileOutcome(name, List.of(), Optional.empty(), List.of(problem));
  }
}
