package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.BackupUnsealer;
import dev.sealer.cli.backup.plan.CoverageReport;
import dev.sealer.cli.backup.plan.CoverageReport.FileNote;
import dev.sealer.cli.backup.plan.CoverageReport.Item;
import dev.sealer.cli.backup.plan.CoverageReport.Place;
import dev.sealer.cli.backup.plan.RepositoryFile;
import dev.sealer.cli.backup.plan.RepositorySealedSecret;
import java.util.ArrayList;
import java.util.List;

/** Checks what {@link RepositoryFiles} found against the keys of a backup. */
public final class RepositoryCheck {

  private final BackupUnsealer opens;
  private final Runnable step;
  private final List<Item> uncovered = new ArrayList<>();
  private final List<Item> misplaced = new ArrayList<>();
  private final List<FileNote> unreadable = new ArrayList<>();

  /**
   * A check with the keys of {@code opens}.
   *
   * @param step called after each item
   */
  public RepositoryCheck(BackupUnsealer opens, Runnable step) {
    this.opens = opens;
    this.step = step;
  }

  /** One item to open, with all places of its file. */
  private record Task(
      List<Place> places, RepositorySealedSecret object, String key, String ciphertext) {}

  /** Opens everything that {@code files} hold. */
  public CoverageReport check(RepositoryFiles files) {
    List<Task> tasks = new ArrayList<>();
    int objects = 0;
    for (RepositoryFiles.Found found : files.found()) {
      switch (found.reading()) {
        case RepositoryFile.Objects(List<RepositorySealedSecret> read) -> {
          objects += read.size();
          read.forEach(object ->
              object
                  .content()
                  .ciphertexts()
                  .forEach((key, text) -> tasks.add(new Task(found.places(), object, key, text))));
        }
        case RepositoryFile.Unreadable(String reason) ->
            found.places().forEach(place -> unreadable.add(new FileNote(place, reason)));
      }
    }
    // The verdicts are kept: the loop below finds them ready, in the order of the files.
    tasks.parallelStream()
        .forEach(task -> {
          BackupUnsealer.Verdict _ = opens.open(task.object(), task.ciphertext());
          step.run();
        });
    tasks.forEach(this::note);
    return new CoverageReport(
        files.refs(),
        files.read(),
        objects,
        opens.distinct(),
        List.copyOf(uncovered),
        List.copyOf(unreadable),
        List.copyOf(misplaced),
        files.notRead());
  }

  private void note(Task task) {
    switch (opens.open(task.object(), task.ciphertext())) {
      case BackupUnsealer.NotOpened(String reason) -> add(uncovered, task, reason);
      case BackupUnsealer.Opened opened -> {
        if (!BackupUnsealer.isInPlace(task.object(), opened)) {
          add(misplaced, task, "it opens, and was sealed for another name, namespace or scope");
        }
      }
    }
  }

  private static void add(List<Item> to, Task task, String reason) {
    task.places().forEach(place -> to.add(new Item(place, task.object(), task.key(), reason)));
  }

  /** Returns how many items there are to open, for showing progress. */
  public static int items(RepositoryFiles files) {
    return files.found().stream()
        .map(RepositoryFiles.Found::reading)
        .filter(RepositoryFile.Objects.class::isInstance)
        .map(RepositoryFile.Objects.class::cast)
        .flatMap(read -> read.objects().stream())
        .mapToInt(object -> object.content().ciphertexts().size())
        .sum();
  }
}
