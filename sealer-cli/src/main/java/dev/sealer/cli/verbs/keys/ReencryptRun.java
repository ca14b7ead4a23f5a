package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.ManifestFiles.ManifestFile;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.io.WholeFile;
import dev.sealer.cli.reencrypt.FileReencryption;
import dev.sealer.cli.reencrypt.FileReencryption.FileOutcome;
import dev.sealer.cli.sealed.SealedObjects;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes files through, each on its own: one that has a problem stays as it is, the others go on. A
 * file is replaced as a whole as soon as it is done.
 */
final class ReencryptRun {

  private final FileReencryption reencryption;
  private final boolean dryRun;
  private final Console console;

  ReencryptRun(FileReencryption reencryption, boolean dryRun, Console console) {
    this.reencryption = reencryption;
    this.dryRun = dryRun;
    this.console = console;
  }

  /** The outcomes in the order of the files. */
  List<FileOutcome> over(List<ManifestFile> files, boolean parallel) {
    try (Progress progress = new Progress(console, "re-encrypting", files.size())) {
      return over(files, parallel, progress);
    }
  }

  private List<FileOutcome> over(List<ManifestFile> files, boolean parallel, Progress progress) {
    int threads = parallel ? Math.min(files.size(), Runtime.getRuntime().availableProcessors()) : 1;
    if (threads <= 1) {
      return files.stream().map(file -> one(file, progress)).toList();
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<FileOutcome>> running =
          files.stream().map(file -> workers.submit(() -> one(file, progress))).toList();
      List<FileOutcome> outcomes = new ArrayList<>();
      for (Future<FileOutcome> each : running) {
        outcomes.add(result(each));
      }
      return outcomes;
    }
  }

  private static FileOutcome result(Future<FileOutcome> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private FileOutcome one(ManifestFile file, Progress progress) {
    try {
      return one(file);
    } finally {
      progress.step();
    }
  }

  private FileOutcome one(ManifestFile file) {
    String name = file.name();
    byte[] before;
    try {
      before = FileText.read(name);
    } catch (CommandFailure e) {
      return failed(name, e.line());
    }
    if (!file.byName() && !SealedObjects.mayBeIn(before)) {
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
      replace(outcome.file(), before, outcome.changed().get().getBytes(StandardCharsets.UTF_8));
      return outcome;
    } catch (CommandFailure e) {
      return new FileOutcome(
          outcome.file(), outcome.objects(), Optional.empty(), List.of(e.line()));
    }
  }

  private static void replace(String name, byte[] before, byte[] after) {
    if (!Arrays.equals(before, FileText.read(name))) {
      throw new CommandFailure(
          name + ": was changed by someone else meanwhile, and was left alone: run it again");
    }
    WholeFile.write(name, after);
  }

  private static FileOutcome failed(String name, String problem) {
    return new FileOutcome(name, List.of(), Optional.empty(), List.of(problem));
  }
}
