package dev.sealer.git;

/**
 * One entry of a commit's tree that is no directory.
 *
 * @param path from the repository's root, with forward slashes
 * @param object the Git hash, 40 hex digits: of the content, or of a submodule's commit
 */
public record TreeEntry(String path, Kind kind, String object) {

  /** What an entry is. */
  public enum Kind {
    /** A file. */
    FILE,
    /** A symbolic link; its content is where it points. */
    SYMLINK,
    /** Another repository, which is not read. */
    SUBMODULE
  }
}
