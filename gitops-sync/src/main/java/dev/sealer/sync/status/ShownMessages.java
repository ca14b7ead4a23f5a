package dev.sealer.sync.status;

import dev.sealer.kube.ShortText;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the messages of a list of objects, such that thousands of objects that fail still fit into a
 * status: each write of it holds all of them, and etcd takes 1.5 MiB. The first ones are shown
 * whole, the last ones not at all. What was cut stays as it is when it is cut again. Not
 * thread-safe; one for each list.
 */
final class ShownMessages {

  /** The most characters of the message of a condition, an operation or a whole Application. */
  private static final int LONGEST = 8_192;

  private static final int LONGEST_OF_OBJECT = 1_000;
  private static final int ALL = 200_000;

  private int left = ALL;

  /** Returns the message of a condition, an operation or a whole Application. */
  static String whole(String message) {
    return ShortText.of(message, LONGEST);
  }

  /** Returns the message to show of the next object of the list; null if there is none. */
  @Nullable String next(String message) {
    String shown = ShortText.of(message, LONGEST_OF_OBJECT);
    if (shown.isEmpty() || shown.length() > left) {
      left = shown.isEmpty() ? left : 0;
      return null;
    }
    left -= shown.length();
    return shown;
  }
}
