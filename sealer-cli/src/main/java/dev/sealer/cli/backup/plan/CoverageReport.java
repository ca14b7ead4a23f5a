package dev.sealer.cli.backup.plan;

import java.util.List;

/**
 * The result of checking a repository.
 *
 * @param refs that were looked at
 * @param files distinct contents that were read
 * @param objects distinct SealedSecrets
 * @param values distinct ciphertexts, each opened once
 * @param uncovered items that no key of the backup opens
 * @param unreadable manifests that could not be read, so that nothing is proved of them
 * @param misplaced items that open, but were sealed for another name, namespace or scope
 * @param notRead what lies elsewhere: submodules, files in Git LFS
 */
public record CoverageReport(
    List<String> refs,
    int files,
    int objects,
    int values,
    List<Item> uncovered,
    List<FileNote> unreadable,
    List<Item> misplaced,
    List<FileNote> notRead) {

  /**
   * A file in the repository.
   *
   * @param refs that hold it, in order
   */
  public record Place(List<String> refs, String path) {}

  public record Item(Place place, RepositorySealedSecret object, String key, String reason) {}

  /** Something to say of a whole file. */
  public record FileNote(Place place, String reason) {}

  /** Returns whether every SealedSecret that the refs hold opens. */
  public boolean isCovered() {
    return uncovered.isEmpty() && unreadable.isEmpty();
  }
}
