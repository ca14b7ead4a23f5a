package dev.sealer.git;

/**
 * An entry of a commit's tree, except for directories.
 *
 * @param path from the repository's root, with forward slashes
 * @param object the Git hash, 40 hex digits: of the content, or of a submodule's commit
 */
public record TreeEntry(String path, Kind kind, String object) {

  /** The kind of an entry. */
  public enum Kind {
    /** A file. */
    FILE,
    /** A symbolic link; its content is where it points. */
    SYMLINK,
    /** Another repository, which is not read. */
    SUBMODULE
  }
}
