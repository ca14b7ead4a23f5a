package dev.sealer.template.sprig.regex;

import dev.sealer.template.context.Budget;

/**
 * A text that takes steps of the budget as it is read: how much of it a search looks at cannot be
 * told before.
 */
final class MeteredText implements CharSequence {

  /** A character is compared with each instruction of the program at worst. */
  private static final int COMPARISONS_A_STEP = 100;

  private final String text;
  private final Budget budget;
  private final int comparisons;
  private int untilStep = COMPARISONS_A_STEP;

  /**
   * @param comparisons how many instructions look at each character, at worst
   */
  MeteredText(String text, Budget budget, int comparisons) {
    this.text = text;
    this.budget = budget;
    this.comparisons = Math.max(1, comparisons);
  }

  @Override
  public char charAt(int index) {
    untilStep -= comparisons;
    if (untilStep < 0) {
      int steps = 1 - untilStep / COMPARISONS_A_STEP;
      untilStep += steps * COMPARISONS_A_STEP;
      budget.steps(steps);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
