package dev.sealer.git;

import java.nio.charset.StandardCharsets;

/**
 * One entry of a {@link TreeSnapshot}: an ordinary file, or a place where content would be if Git
 * held it.
 */
public sealed interface TreeFile {

  /** Relative to the snapshot's directory, with forward slashes. */
  String path();

  /** A file whose bytes Git holds. */
  final class Content implements TreeFile {
    private final String path;
    private final byte[] bytes;

    /** Takes {@code bytes} as they are: the caller keeps no reference. */
    public Content(String path, byte[] bytes) {
      this.path = path;
      this.bytes = bytes;
    }

    @Override
    public String path() {
      return path;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Length in bytes. */
    public int length() {
      return bytes.length;
    }

    /** The bytes as UTF-8; malformed bytes become replacement characters. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Content[" + path + ", " + bytes.length + " bytes]";
    }
  }

  /** A Git LFS pointer: the content lies on an LFS server, which is not read. */
  record LfsPointer(String path) implements TreeFile {}

  /** A submodule: another repository, which is not read. */
  record Submodule(String path) implements TreeFile {}

  /**
   * A symbolic link that leads to no file of the commit. It matters only to those who need the
   * file.
   *
   * @param target what the link says
   * @param reason why it leads to nothing, such as "the commit has nothing there"
   */
  record BrokenLink(String path, String target, String reason) implements TreeFile {}
}
