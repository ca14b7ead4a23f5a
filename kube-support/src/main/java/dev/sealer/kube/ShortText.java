package dev.sealer.kube;

/** Cuts texts that are shown to people. */
public final class ShortText {

  private ShortText() {}

  /**
   * Returns the text, or its beginning with an ellipsis if it is longer than {@code max}.
   *
   * @param max the most characters (UTF-16 units) that are returned; positive
   */
  public static String of(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    // Half of a character beyond the basic plane cannot be written as UTF-8.
    boolean isSplit = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, isSplit ? end - 1 : end) + "…";
  }
}
