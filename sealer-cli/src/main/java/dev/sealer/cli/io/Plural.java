package dev.sealer.cli.io;

/** A number with its noun, in the singular or the plural. */
public final class Plural {
  private Plural() {}

  /** Returns "1 file" or "2 files". */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : plural(noun));
  }

  /** Returns the ending of the plural. */
  private static String plural(String noun) {
    return noun.endsWith("ch") || noun.endsWith("s") ? "es" : "s";
  }
}
