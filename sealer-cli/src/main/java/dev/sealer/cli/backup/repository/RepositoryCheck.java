package dev.sealer.cli.backup.repository;

import dev.sealer.cli.backup.coverage.CoverageReport;
import dev.sealer.cli.backup.coverage.CoverageReport.FileNote;
import dev.sealer.cli.backup.coverage.CoverageReport.Item;
import dev.sealer.cli.backup.coverage.CoverageReport.Place;
import dev.sealer.cli.backup.coverage.FileReading;
import dev.sealer.cli.backup.coverage.Opens;
import dev.sealer.cli.backup.coverage.SealedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what {@link RepositoryFiles} found against the keys of a backup. */
public final class RepositoryCheck {

  private final Opens opens;
  private final Runnable step;
  private final List<Item> uncovered = new ArrayList<>();
  private final List<Item> misplaced = new ArrayList<>();
  private final List<FileNote> unreadable = new ArrayList<>();

  /**
   * A check with the keys of {@code opens}.
   *
   * @param step called after each item
   */
  public RepositoryCheck(Opens opens, Runnable step) {
    this.opens = opens;
    this.step = step;
  }

  /** One item to open, with all places of its file. */
  private record Task(List<Place> places, SealedObject object, String key, String ciphertext) {}

  /** Opens everything that {@code files} hold. */
  public CoverageReport check(RepositoryFiles files) {
    List<Task> tasks = new ArrayList<>();
    int objects = 0;
    for (RepositoryFiles.Found found : files.found()) {
      switch (found.reading()) {
        case FileReading.Objects(List<SealedObject> read) -> {
          objects += read.size();
          read.forEach(object ->
              object
                  .items()
                  .forEach((key, text) -> tasks.add(new Task(found.places(), object, key, text))));
        }
        case FileReading.Unreadable(String reason) ->
            found.places().forEach(place -> unreadable.add(new FileNote(place, reason)));
      }
    }
    // The verdicts are kept: the loop below finds them ready, in the order of the files.
    tasks.parallelStream()
        .forEach(task -> {
          Opens.Verdict _ = opens.open(task.object(), task.ciphertext());
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
      case Opens.NotOpened(String reason) -> add(uncovered, task, reason);
      case Opens.Opened opened -> {
        if (!Opens.isInPlace(task.object(), opened)) {
          add(misplaced, task, "it opens, and was sealed for another name, namespace or scope");
        }
      }
    }
  }

  private static void add(List<Item> to, Task task, String reason) {
    task.places().forEach(place -> to.add(new Item(place, task.object(), task.key(), reason)));
  }

  /** How many items there are to open, for showing progress. */
  public static int items(RepositoryFiles files) {
    return files.found().stream()
        .map(RepositoryFiles.Found::reading)
        .filter(FileReading.Objects.class::isInstance)
        .map(FileReading.Objects.class::cast)
        .flatMap(read -> read.objects().stream())
        .map(SealedObject::items)
        .mapToInt(Map::size)
        .sum();
  }
}
