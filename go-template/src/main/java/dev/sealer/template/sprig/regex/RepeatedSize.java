package dev.sealer.template.sprig.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Computes how large an expression becomes when its counted repetitions are written out, before it
 * is compiled. RE2/J would compile {@code ((a{1000}){1000}){1000}} until memory runs out; Go
 * refuses repetitions within each other of more than 1,000 in all.
 */
final class RepeatedSize {

  private static final int MOST_REPETITIONS = 1000;
  private static final int DEEPEST_GROUPS = 1000;

  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:(,)(\\d{1,4})?)?\\}\\??");

  /**
   * A part of the expression.
   *
   * @param size of how many instructions it is made, about
   * @param repetitions the largest product of counts within each other
   */
  private record Part(long size, long repetitions) {

    static final Part EMPTY = new Part(0, 1);

    Part with(Part next) {
      return new Part(size + next.size, Math.max(repetitions, next.repetitions));
    }

    Part times(int count) {
      return count == 0 ? this : new Part(size * count, repetitions * count);
    }
  }

  private final String expression;
  private final Deque<Part> outer = new ArrayDeque<>();
  private Part before = Part.EMPTY;
  private Part last = Part.EMPTY;
  private @Nullable String refused;
  private boolean tooDeep;
  private int at;

  private RepeatedSize(String expression) {
    this.expression = expression;
  }

  static RepeatedSize of(String expression) {
    RepeatedSize size = new RepeatedSize(expression);
    while (size.at < expression.length() && size.refused == null && !size.tooDeep) {
      size.next();
    }
    return size;
  }

  /** Returns how many instructions the whole has, about. */
  long instructions() {
    long open = outer.stream().mapToLong(Part::size).sum();
    return open + before.size + last.size;
  }

  /** Returns the count that makes too many repetitions, as it is written; null where none does. */
  @Nullable String refused() {
    return refused;
  }

  /** Returns whether groups hold each other too deeply. */
  boolean isTooDeep() {
    return tooDeep;
  }

  private void next() {
    char c = expression.charAt(at);
    switch (c) {
      case '\\' -> atom(escapeEnd());
      case '[' -> atom(classEnd());
      case '(' -> open();
      case ')' -> close();
      case '{' -> count();
      default -> atom(at + 1);
    }
  }

  private void atom(int end) {
    before = before.with(last);
    last = new Part(1, 1);
    at = end;
  }

  private void open() {
    outer.push(before.with(last));
    before = Part.EMPTY;
    last = Part.EMPTY;
    at++;
    tooDeep = outer.size() > DEEPEST_GROUPS;
  }

  private void close() {
    Part group = before.with(last);
    before = outer.isEmpty() ? Part.EMPTY : outer.pop();
    last = new Part(group.size + 2, group.repetitions);
    at++;
  }

  private void count() {
    Matcher count = COUNT.matcher(expression).region(at, expression.length());
    if (!count.lookingAt()) {
      atom(at + 1);
      return;
    }
    int least = Integer.parseInt(count.group(1));
    int most = count.group(3) == null ? least : Integer.parseInt(count.group(3));
    last = last.times(most);
    at = count.end();
    if (Math.max(least, most) >= 2 && last.repetitions > MOST_REPETITIONS) {
      refused = count.group();
    }
  }

  /** Returns the end of {@code \d}, {@code \p{Greek}}, {@code \x{10FFFF}} or {@code \Q…\E}. */
  private int escapeEnd() {
    int end = Math.min(at + 2, expression.length());
    if (expression.startsWith("\\Q", at)) {
      int close = expression.indexOf("\\E", end);
      return close < 0 ? expression.length() : close + 2;
    }
    boolean braces =
        expression.startsWith("{", end) && "pPx".indexOf(expression.charAt(end - 1)) >= 0;
    return braces ? after(expression.indexOf('}', end), end) : end;
  }

  /** Returns the end of a class; a bracket that comes first in it is a character of it. */
  private int classEnd() {
    int start = expression.startsWith("^", at + 1) ? at + 2 : at + 1;
    int place = expression.startsWith("]", start) ? start + 1 : start;
    while (place < expression.length() && expression.charAt(place) != ']') {
      boolean named = expression.startsWith("[:", place);
      int width = expression.charAt(place) == '\\' ? 2 : 1;
      place = named ? after(expression.indexOf(":]", place + 2) + 1, place + 1) : place + width;
    }
    return Math.min(place + 1, expression.length());
  }

  private static int after(int found, int otherwise) {
    return found <= 0 ? otherwise : found + 1;
  }
}
