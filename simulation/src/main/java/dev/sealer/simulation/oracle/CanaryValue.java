package dev.sealer.simulation.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/**
 * The plaintexts of a run: each starts with a marker that occurs nowhere else, and ends with the
 * number of the action that made it, so that an older one can be told from a newer one.
 */
public final class CanaryValue {

  private static final int DIGITS = 6;

  private final String marker;
  private final List<String> needles;

  /**
   * The values of one run.
   *
   * @param seed of the run
   */
  public CanaryValue(long seed) {
    // Twelve letters: base64 of whatever starts with them starts with the same sixteen.
    long spread = (seed + 1) * 0x9e3779b97f4a7c15L;
    this.marker = "cnry" + Long.toUnsignedString(spread, 36).substring(0, 8);
    this.needles = List.of(marker, base64(marker, 0), base64(marker, 1), base64(marker, 2));
  }

  /** Returns the plaintext of an action. */
  public String of(long number) {
    return marker + "-" + String.format("%0" + DIGITS + "d", number);
  }

  /** Returns the number in a value of a Secret's data; empty if it is not one of ours. */
  public OptionalLong numberIn(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int at = text.indexOf(marker + "-");
      if (at < 0) {
        return OptionalLong.empty();
      }
      int digits = at + marker.length() + 1;
      return OptionalLong.of(Long.parseLong(text.substring(digits, digits + DIGITS)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException other) {
      return OptionalLong.empty();
    }
  }

  /** Returns whether a plaintext is in {@code text}, raw or as the start of something encoded. */
  public boolean isIn(String text) {
    return needles.stream().anyMatch(text::contains);
  }

  /** Returns the text as it is in base64 after so many other bytes of a group of three. */
  private static String base64(String text, int before) {
    String padded = "-".repeat(before) + text;
    String encoded = Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.UTF_8));
    // The first and the last group also hold what comes before and after.
    int from = before == 0 ? 0 : 4;
    return encoded.substring(from, padded.length() / 3 * 4);
  }
}
