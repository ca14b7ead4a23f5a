package dev.sealer.template.fmt;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;

/** Text under construction, with the padding that flags ask for, charged to the budget. */
final class Sink {

  private final StringBuilder out;
  private final Budget budget;
  final Flags flags = new Flags();

  Sink(Budget budget) {
    this.out = new StringBuilder();
    this.budget = budget;
  }

  Sink raw(String text) {
    budget.text(text.length());
    out.append(text);
    return this;
  }

  Sink raw(char c) {
    budget.text(1);
    out.append(c);
    return this;
  }

  /** Checks how deep a value is that is being printed. */
  void nesting(int depth) {
    budget.nesting(depth);
  }

  Sink rune(int codePoint) {
    budget.text(1);
    out.appendCodePoint(codePoint);
    return this;
  }

  /** Writes {@code text}, padded with spaces or zeros to the width. */
  void padded(String text) {
    pad(text, flags.zero);
  }

  /** Writes {@code text}, padded with spaces to the width. */
  void spacePadded(String text) {
    pad(text, false);
  }

  private void pad(String text, boolean zeros) {
    int missing = flags.width <= 0 ? 0 : flags.width - text.codePointCount(0, text.length());
    if (missing > 0 && !flags.minus) {
      fill(missing, zeros);
    }
    raw(text);
    if (missing > 0 && flags.minus) {
      fill(missing, false);
    }
  }

  void fill(int count, boolean zeros) {
    if (count > 0) {
      budget.text(count);
      out.repeat(zeros ? '0' : ' ', count);
    }
  }

  String text() {
    return GoStrings.canonical(out.toString());
  }
}
