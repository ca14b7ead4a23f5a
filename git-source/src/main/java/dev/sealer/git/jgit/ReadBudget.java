package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;

/**
 * The bytes of a commit that one handle may read into memory, all its directories together: a
 * kustomization can name one large directory again and again. Not for use by several threads.
 */
final class ReadBudget {

  private static final int MAX_ENTRIES = 50_000;
  private static final int MAX_LINKS = 1000;

  private final RepositoryUrl url;
  private final long limitBytes;
  private long bytes;
  private int entries;
  private int links;

  ReadBudget(RepositoryUrl url, long limitBytes) {
    this.url = url;
    this.limitBytes = limitBytes;
  }

  /**
   * Counts an entry of a directory.
   *
   * @param start the directory that was asked for
   */
  void addEntry(String start) {
    if (++entries > MAX_ENTRIES) {
      throw new GitException(new GitFailure.TooManyFiles(url.shown(), start, MAX_ENTRIES));
    }
  }

  /**
   * Counts the content of a file.
   *
   * @param start the directory that was asked for
   */
  void addBytes(String start, long size) {
    bytes += size;
    if (bytes > limitBytes) {
      throw new GitException(new GitFailure.TooLarge(url.shown(), start, limitBytes));
    }
  }

  /** Counts a link that is followed; returns whether it may be. */
  boolean addLink() {
    return ++links <= MAX_LINKS;
  }

  /** Returns the limit for the content of all files. */
  long limitBytes() {
    return limitBytes;
  }
}
