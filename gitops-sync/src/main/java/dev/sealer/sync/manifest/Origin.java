package dev.sealer.sync.manifest;

/**
 * Where a manifest was written.
 *
 * @param file path from the repository's root
 * @param line counted from 1; 0 when only the file is known
 */
public record Origin(String file, int line) {

  /** {@code file:line}, or the file alone. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
