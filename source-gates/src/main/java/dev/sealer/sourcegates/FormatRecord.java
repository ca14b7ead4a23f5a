package dev.sealer.sourcegates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers, from build to build, the texts that one version of the formatter left as they are. To
 * format all sources takes more time than all other checks of sources together, and most files are
 * those of the last build.
 */
public final class FormatRecord {

  private final Path file;
  private final Set<String> known;

  private FormatRecord(Path file, Set<String> known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Reads the record of a formatter.
   *
   * @param folder where records are kept; need not exist
   * @param formatter names the formatter and its version, as a file name
   */
  public static FormatRecord open(Path folder, String formatter) throws IOException {
    Path file = folder.resolve(formatter);
    return new FormatRecord(
        file, Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : Set.of());
  }

  /** Returns whether the formatter left {@code text} as it is. */
  public boolean holds(String text) {
    return known.contains(digest(text));
  }

  /**
   * Replaces the record.
   *
   * @param texts all that the formatter leaves as they are
   */
  public void keep(Collection<String> texts) throws IOException {
    Set<String> digests = new TreeSet<>();
    texts.forEach(text -> digests.add(digest(text)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Moved in one step: another build may read it.
    Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "record", ".tmp");
    Files.write(written, digests);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
