package dev.sealer.e2e.quickstart;

import org.jspecify.annotations.Nullable;

/**
 * The command line of the quickstart.
 *
 * @param once end after the walk instead of staying up
 * @param context the reader's own cluster; null for one made for the walk
 */
record Arguments(boolean once, @Nullable String context) {

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException names what is not understood
   */
  static Arguments parse(String... words) {
    boolean once = false;
    String context = null;
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--once" -> once = true;
        case "--context" -> {
          if (i + 1 == words.length) {
            throw new IllegalArgumentException("--context wants the name of a context");
          }
          context = words[++i];
        }
        default -> throw new IllegalArgumentException("unknown argument " + words[i]);
      }
    }
    return new Arguments(once, context);
  }
}
