package dev.sealer.template.sprig.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A regular expression with the matching rules of Go's {@code regexp}, on RE2/J. */
final class GoRegex {

  /** An instruction takes the memory of so many characters. */
  private static final int INSTRUCTION_SIZE = 32;

  private static final String META = "\\.+*?()|[]{}^$";

  private final Budget budget;
  private final Pattern pattern;

  private GoRegex(Budget budget, Pattern pattern) {
    this.budget = budget;
    this.pattern = pattern;
  }

  /**
   * Compiles an expression.
   *
   * @param must gives the error as Go's {@code Compile} returns it, else as {@code MustCompile}
   *     panics with it
   */
  static GoRegex compile(Budget budget, String expression, boolean must) {
    int invalid = firstInvalid(expression);
    if (invalid >= 0) {
      throw syntaxError(expression, "invalid UTF-8", expression.substring(invalid), must);
    }
    RepeatedSize size = RepeatedSize.of(expression);
    if (size.refused() != null) {
      throw syntaxError(expression, "invalid repeat count", size.refused(), must);
    }
    if (size.isTooDeep()) {
      throw syntaxError(expression, "expression nests too deeply", expression, must);
    }
    budget.steps(1 + size.instructions());
    budget.text(INSTRUCTION_SIZE * size.instructions());
    try {
      return new GoRegex(budget, Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      String part = e.getPattern() == null ? "" : e.getPattern();
      throw syntaxError(expression, e.getDescription(), part, must);
    }
  }

  /** Returns where the first byte is that is part of no character; -1 where there is none. */
  private static int firstInvalid(String expression) {
    for (int i = 0; i < expression.length(); i += Character.charCount(expression.codePointAt(i))) {
      if (GoStrings.isEscape(expression.codePointAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static FunctionException syntaxError(
      String expression, String problem, String part, boolean must) {
    ErrorText words = ErrorText.of("");
    if (!must) {
      String quoted =
          GoQuoting.canBackquote(expression) ? "`" + expression + "`" : GoQuoting.quote(expression);
      words = words.text("regexp: Compile(").value(quoted).text("): ");
    }
    words = words.text("error parsing regexp: " + problem);
    words = words.text(": `").value(part).text("`");
    return new FunctionException(words);
  }

  boolean matches(String text) {
    return matcher(text).find();
  }

  String find(String text) {
    Matcher matcher = matcher(text);
    return matcher.find() ? text.substring(matcher.start(), matcher.end()) : "";
  }

  private Matcher matcher(String text) {
    budget.steps(1);
    return pattern.matcher(new MeteredText(text, budget, pattern.programSize()));
  }

  /** Returns all matches, or null where there is none. */
  @Nullable List<String> findAll(String text, long limit) {
    List<String> found = new ArrayList<>();
    each(text, limit, match -> found.add(text.substring(match.start(), match.end())));
    return found.isEmpty() ? null : found;
  }

  /** Go's rule: an empty match directly after another match does not count. */
  private void each(String text, long limit, Consumer<Matcher> use) {
    Matcher matcher = matcher(text);
    int position = 0;
    int previousEnd = -1;
    long count = 0;
    while ((limit < 0 || count < limit) && position <= text.length() && matcher.find(position)) {
      budget.steps(1);
      boolean accept = true;
      if (matcher.end() == position) {
        accept = matcher.start() != previousEnd;
        position = next(text, position);
      } else {
        position = matcher.end();
      }
      previousEnd = matcher.end();
      if (accept) {
        use.accept(matcher);
        count++;
      }
    }
  }

  private static int next(String text, int position) {
    return position < text.length() ? text.offsetByCodePoints(position, 1) : text.length() + 1;
  }

  String replaceAll(String text, String replacement, boolean literal) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = matcher(text);
    int copied = 0;
    int position = 0;
    while (position <= text.length() && matcher.find(position)) {
      out.append(text, copied, matcher.start());
      if (matcher.end() > copied || matcher.start() == 0) {
        budget.text(replacement.length() + 1L);
        if (literal) {
          out.append(replacement);
        } else {
          new Expansion(matcher, text, out).expand(replacement);
        }
      }
      copied = matcher.end();
      position = Math.max(next(text, position), matcher.end());
    }
    budget.text(text.length());
    return out.append(text, Math.min(copied, text.length()), text.length()).toString();
  }

  /** Returns the parts between matches, or null where none is asked for. */
  @Nullable List<String> split(String text, long limit) {
    if (limit == 0) {
      return null;
    }
    if (!pattern.pattern().isEmpty() && text.isEmpty()) {
      return List.of("");
    }
    List<String> parts = new ArrayList<>();
    int[] place = {0, 0};
    each(
        text,
        limit,
        match -> {
          if (limit > 0 && parts.size() == limit - 1) {
            return;
          }
          place[1] = match.start();
          if (match.end() != 0) {
            parts.add(text.substring(place[0], place[1]));
          }
          place[0] = match.end();
        });
    if (place[1] != text.length()) {
      parts.add(text.substring(place[0]));
    }
    return parts;
  }

  static String quoteMeta(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (META.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
