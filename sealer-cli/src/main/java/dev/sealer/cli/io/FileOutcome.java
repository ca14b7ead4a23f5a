package dev.sealer.cli.io;

import java.util.List;
import java.util.Optional;

/**
 * The result for one file of a {@link BulkRun}.
 *
 * @param file as the user named it
 * @param target the file that holds the result
 * @param changed whether {@code target} had other content before; it was then written, except in a
 *     dry run
 * @param detail what the command did in the file; empty if it could not be read
 * @param notes for people
 * @param problems with one, nothing was written
 */
public record FileOutcome<D>(
    String file,
    String target,
    boolean changed,
    Optional<D> detail,
    List<String> notes,
    List<String> problems) {

  /** Returns the outcome for a file that stays as it is. */
  static <D> FileOutcome<D> failed(String file, List<String> problems) {
    return new FileOutcome<>(file, file, false, Optional.empty(), List.of(), problems);
  }
}
