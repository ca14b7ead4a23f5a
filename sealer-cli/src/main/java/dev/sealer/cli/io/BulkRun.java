package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a command over files, each on its own: a file with a problem stays as it is, and the others
 * are done. A file is replaced as a whole, and only if no other program changed it since it was
 * read.
 */
public final class BulkRun {
  private final Console console;
  private final String doing;
  private final boolean dryRun;

  /**
   * Prepares a run.
   *
   * @param doing for the progress line, such as {@code sealing}
   * @param dryRun whether nothing is written
   */
  public BulkRun(Console console, String doing, boolean dryRun) {
    this.console = console;
    this.doing = doing;
    this.dryRun = dryRun;
  }

  /** Computes the new content of a file. */
  @FunctionalInterface
  public interface Work<D> {
    /**
     * Computes the new content.
     *
     * @throws IOException if another input cannot be read
     */
    Change<D> apply(byte[] content) throws IOException;
  }

  /**
   * A new content.
   *
   * @param text empty for the content as it was read
   * @param detail for the report
   * @param notes for people
   * @param problems with one, nothing is written
   */
  public record Change<D>(
      Optional<String> text, D detail, List<String> notes, List<String> problems) {
    /** Returns a change without problems. */
    public static <D> Change<D> to(String text, D detail, List<String> notes) {
      return new Change<>(Optional.of(text), detail, notes, List.of());
    }
  }

  /**
   * One file to do.
   *
   * @param directory where {@code target} is; empty if it is the source itself
   */
  public record Task<D>(
      SourceFile source, Path target, Optional<OutputDirectory> directory, Work<D> work) {
    /** Returns a file that is replaced by its result. */
    public static <D> Task<D> inPlace(SourceFile source, Work<D> work) {
      return new Task<>(source, Path.of(source.name()), Optional.empty(), work);
    }
  }

  /**
   * Does all tasks.
   *
   * @param found where the tasks come from, with the files that could not be looked at
   * @param parallel whether several files are done at a time
   * @return the outcomes in the order of the tasks, and then one for each problem of {@code found}
   */
  public <D> BulkReport<D> run(List<Task<D>> tasks, SourceFiles found, boolean parallel) {
    found.warnings().forEach(console::warning);
    List<FileOutcome<D>> outcomes = new ArrayList<>();
    try (Progress progress = new Progress(console, doing, tasks.size())) {
      Function<Task<D>, FileOutcome<D>> each = progress.counting(this::guarded);
      if (parallel) {
        outcomes.addAll(ParallelTasks.map(tasks, each));
      } else {
        tasks.forEach(task -> outcomes.add(each.apply(task)));
      }
    }
    for (FileProblem problem : found.problems()) {
      String line = problem.file() + ": " + problem.reason();
      outcomes.add(FileOutcome.failed(problem.file(), List.of(line)));
    }
    return new BulkReport<>(outcomes);
  }

  /**
   * Changes one file in its place.
   *
   * @throws CommandFailure if there is a problem; the file stays as it is
   */
  public static <D> void one(Console console, String file, Work<D> work) throws IOException {
    SourceFile source = SourceFile.named(file);
    FileOutcome<D> outcome = new BulkRun(console, "", false).done(Task.inPlace(source, work));
    outcome.notes().forEach(note -> console.note(file + ": " + note));
  }

  private <D> FileOutcome<D> guarded(Task<D> task) {
    String file = task.source().name();
    try {
      return done(task);
    } catch (RuntimeException | IOException e) {
      List<String> lines = CommandFailure.linesOf(e);
      if (lines.isEmpty()) {
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
      }
      return FileOutcome.failed(file, lines.stream().map(line -> withFile(line, file)).toList());
    } catch (OutOfMemoryError e) {
      return FileOutcome.failed(
          file, List.of(file + ": does not fit into memory; split it into smaller files"));
    }
  }

  private static String withFile(String line, String file) {
    return line.contains(file) ? line : file + ": " + line;
  }

  private <D> FileOutcome<D> done(Task<D> task) throws IOException {
    String file = task.source().name();
    byte[] before = FileText.read(task.source().path().toString());
    Change<D> change = task.work().apply(before);
    byte[] after = change.text().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(before);
    boolean changed =
        change.problems().isEmpty() && write(task, change.text().isPresent(), before, after);
    return new FileOutcome<>(
        file,
        task.target().toString(),
        changed,
        Optional.of(change.detail()),
        change.notes(),
        change.problems());
  }

  private boolean write(Task<?> task, boolean hasResult, byte[] before, byte[] after) {
    String target = task.target().toString();
    if (task.directory().isPresent()) {
      task.directory().get().prepare(task.target());
      return AtomicFile.writeIfChanged(target, after);
    }
    if (dryRun || !hasResult) {
      return !Arrays.equals(before, after);
    }
    // Also with an equal result: it was computed from a content that may be outdated.
    return AtomicFile.replaceUnchanged(target, before, after);
  }
}
