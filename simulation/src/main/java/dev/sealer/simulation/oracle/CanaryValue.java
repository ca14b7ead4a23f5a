package dev.sealer.simulation.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /**
   * The values of one run.
   *
   * @param seed of the run
   */
  public CanaryValue(long seed) {
    // Twelve letters: base64 of whatever starts with them starts with the same sixteen.
    long spread = (seed + 1) * 0x9e3779b97f4a7c15L;
    this.marker = "cnry" + Long.toUnsignedString(spread, 36).substring(0, 8);
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
    return needles().stream().anyMatch(text::contains);
  }

  private List<String> needles() {
    List<String> needles = new ArrayList<>();
    needles.add(marker);
    needles.add(Base64.getEncoder().encodeToString(marker.getBytes(StandardCharsets.UTF_8)));
    return needles;
  }
}
