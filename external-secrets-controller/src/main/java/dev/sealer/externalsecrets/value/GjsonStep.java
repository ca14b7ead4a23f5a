package dev.sealer.externalsecrets.value;

import java.util.function.IntPredicate;

/**
 * The first step of a path, and what comes after it.
 *
 * @param name the step without escapes
 * @param wild the step as a pattern
 * @param separator {@code .}, {@code |} or {@link #END}
 * @param rest the path after the separator
 */
record GjsonStep(String name, GjsonGlob wild, char separator, String rest) {

  /** No separator: the path ends with this step. */
  static final char END = 0;

  static GjsonStep parse(String path) {
    int at = 0;
    while (at < path.length() && !isSeparator(path.charAt(at))) {
      at += path.charAt(at) == '\\' ? 2 : 1;
    }
    return cut(path, Math.min(at, path.length()));
  }

  /** The step of a modifier, whose argument may hold separators. */
  static GjsonStep modifier(String path) {
    int dot = topLevel(path, '.');
    int pipe = topLevel(path, '|');
    int end = dot < 0 || (pipe >= 0 && pipe < dot) ? pipe : dot;
    return cut(path, end < 0 ? path.length() : end);
  }

  /** Cuts the path at the separator at an index. */
  static GjsonStep cut(String path, int at) {
    GjsonGlob wild = GjsonGlob.parse(path.substring(0, at));
    return at >= path.length()
        ? new GjsonStep(wild.literal(), wild, END, "")
        : new GjsonStep(wild.literal(), wild, path.charAt(at), path.substring(at + 1));
  }

  boolean matches(String memberName) {
    return wild.matches(memberName);
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '|';
  }

  /** Index of a character outside of brackets, quotes and escapes; negative if there is none. */
  static int topLevel(String path, char wanted) {
    return topLevel(path, c -> c == wanted);
  }

  /** Index of the first such character outside of brackets, quotes and escapes. */
  static int topLevel(String path, IntPredicate wanted) {
    int nesting = 0;
    boolean quoted = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        if (nesting == 0 && wanted.test(c)) {
          return i;
        }
        nesting += nestingOf(c);
      }
    }
    return -1;
  }

  private static int nestingOf(char c) {
    return switch (c) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }
}
