package dev.sealer.cli.check;

import java.util.Locale;

/**
 * One field that differs.
 *
 * @param field its path, such as {@code spec.encryptedData.password}
 */
public record ValueChange(String field, Kind kind) {
  /** The kind of a difference. */
  public enum Kind {
    /** Only the new file has it. */
    ADDED,
    /** Only the old file has it. */
    REMOVED,
    /** Its value is another. */
    CHANGED,
    /** Another ciphertext of the same value. */
    ONLY_RE_ENCRYPTED,
    /** Another ciphertext, of a value that cannot be compared here. */
    CHANGED_OR_RE_ENCRYPTED;

    public String words() {
      return switch (this) {
        case ONLY_RE_ENCRYPTED -> "only re-encrypted";
        case CHANGED_OR_RE_ENCRYPTED -> "changed or re-encrypted";
        default -> name().toLowerCase(Locale.ROOT);
      };
    }
  }
}
