package dev.sealer.template.sprig.regex;

import com.google.re2j.Matcher;

/** Go's replacement templates: {@code $1}, {@code ${name}}, {@code $$}. */
final class Expansion {

  private final Matcher match;
  private final String text;
  private final StringBuilder out;

  Expansion(Matcher match, String text, StringBuilder out) {
    this.match = match;
    this.text = text;
    this.out = out;
  }

  void expand(String template) {
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(template, at, dollar);
      at = reference(template, dollar);
    }
    out.append(template, at, template.length());
  }

  /** Writes the replacement of a dollar, and returns the position after it. */
  private int reference(String template, int dollar) {
    int from = dollar + 1;
    if (template.startsWith("$", from)) {
      out.append('$');
      return from + 1;
    }
    boolean braces = template.startsWith("{", from);
    int start = braces ? from + 1 : from;
    int end = start;
    while (end < template.length() && isWord(template.codePointAt(end))) {
      end += Character.charCount(template.codePointAt(end));
    }
    if (end == start || (braces && !template.startsWith("}", end))) {
      out.append('$');
      return from;
    }
    group(template.substring(start, end));
    return braces ? end + 1 : end;
  }

  private static boolean isWord(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  private void group(String name) {
    boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9') && canBeNumber(name);
    if (number) {
      int index = Integer.parseInt(name);
      if (index <= match.groupCount()) {
        append(match.start(index), match.end(index));
      }
      return;
    }
    Integer index = match.pattern().namedGroups().get(name);
    if (index != null) {
      append(match.start(index), match.end(index));
    }
  }

  private static boolean canBeNumber(String name) {
    return name.length() <= 8 && (name.length() == 1 || name.charAt(0) != '0');
  }

  private void append(int start, int end) {
    if (start >= 0) {
      out.append(text, start, end);
    }
  }
}
