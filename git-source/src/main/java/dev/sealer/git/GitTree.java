package dev.sealer.git;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One commit's tree, on disk as long as this handle is open. Not for use by several threads. */
public interface GitTree extends AutoCloseable {

  /** Who made the commit, when, and its first line. */
  CommitInfo commit();

  /**
   * The Git hash of the directory at {@code path}; equal hashes mean equal content.
   *
   * @param path relative to the repository's root, with forward slashes; empty or {@code .} is the
   *     root
   * @return the 40 hex digits, or empty when the commit has no such directory
   * @throws GitException when the path leaves the repository
   */
  Optional<String> directoryHash(String path);

  /**
   * Reads what is wanted below a directory into memory.
   *
   * @param path as in {@link #directoryHash}
   * @param wanted asked with each entry's path relative to the directory: for a file, whether to
   *     read it; for a subdirectory (the path then ends in a slash), whether to look inside
   * @throws GitException when the path is not a directory of the commit, a wanted symbolic link
   *     leaves the repository, or everything that was read through this handle is larger than
   *     {@link GitSettings#snapshotLimitBytes}
   */
  TreeSnapshot directory(String path, Predicate<String> wanted);

  /**
   * Lists every file, symbolic link and submodule of the commit, without reading any.
   *
   * @throws GitException when the copy on disk cannot be read
   */
  List<TreeEntry> entries();

  /**
   * The content of a file, or where a symbolic link points.
   *
   * @param object from {@link TreeEntry#object}
   * @return nothing when it is larger than {@code limitBytes}
   * @throws GitException when the copy on disk has no such object
   */
  Optional<byte[]> content(String object, int limitBytes);

  @Override
  void close();
}
