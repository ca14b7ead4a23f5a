package dev.sealer.cli.seal;

import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileProblem;
import dev.sealer.cli.io.OutputDirectory;
import dev.sealer.cli.io.ParallelTasks;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.sealing.Sealer;
import dev.sealer.yaml.KubeYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Seals files and folders file by file, and tells what became of each. */
public final class TreeRun {
  private final Console console;
  private final TreeSealer sealing;

  /** Seals by these rules. */
  public TreeRun(
      Console console, DocumentSealer sealing, Fingerprints fingerprints, boolean reseal) {
    this.console = console;
    this.sealing = new TreeSealer(sealing, fingerprints, reseal);
  }

  /** Writes the results into a folder; the exit code. */
  public int into(
      String folder,
      List<String> arguments,
      List<String> excludes,
      Map<String, Sealer> sealers,
      String report) {
    SourceFiles found = SourceFiles.find(arguments, excludes, Optional.of(Path.of(folder)));
    OutputDirectory target = new OutputDirectory(folder);
    List<TreeSealer.Task> tasks = new ArrayList<>();
    for (Map.Entry<String, Sealer> cluster : sealers.entrySet()) {
      for (SourceFile file : found.files()) {
        Path place = target.place(file, cluster.getKey());
        tasks.add(new TreeSealer.Task(file, cluster.getValue(), place));
      }
    }
    return run(found, tasks, task -> sealing.into(target, task), arguments, report);
  }

  /** Writes the results over the files; the exit code. */
  public int inPlace(List<String> arguments, List<String> excludes, Sealer sealer, String report) {
    SourceFiles found = SourceFiles.find(arguments, excludes, Optional.empty());
    return run(
        found, found.distinctFiles(), file -> sealing.inPlace(file, sealer), arguments, report);
  }

  private <T> int run(
      SourceFiles found,
      List<T> tasks,
      Function<T, FileOutcome> work,
      List<String> arguments,
      String format) {
    List<FileOutcome> outcomes = new ArrayList<>();
    try (Progress progress = new Progress(console, "sealing", tasks.size())) {
      outcomes.addAll(ParallelTasks.map(tasks, progress.counting(work)));
    }
    for (FileProblem problem : found.problems()) {
      outcomes.add(new FileOutcome.Failed(problem));
    }
    SealReport report = new SealReport(outcomes);
    if (report.foundNothing()) {
      throw new CommandFailure(
          "no Secret found: nothing to seal in " + String.join(", ", arguments));
    }
    found.warnings().forEach(warning -> console.err().println("warning: " + warning));
    if (format.equals("json")) {
      console.out().print(KubeYaml.toPrettyJson(report.json()));
    } else {
      report.lines().forEach(console.err()::println);
    }
    return report.hasFailures() ? 1 : 0;
  }
}
