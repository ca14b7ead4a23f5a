package dev.sealer.sync.plan.jq;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that an expression is of the part of jq that selects paths and cannot run away: no
 * definitions, loops, variables, assignments, new lists or objects, and few alternatives. What is
 * left takes at least one step of the budget in each of its loops.
 */
final class JqSyntax {

  static final int MOST_CHARACTERS = 1_000;

  /** Each can double the work without a step of the budget. */
  private static final int MOST_ALTERNATIVES = 8;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+"
              + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<field>\\.[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?)"
              + "|(?<sign>\\.\\.|==|!=|<=|>=|//|[.|,;:()\\[\\]?<>+-])",
          Pattern.DOTALL);

  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "or", "if", "then", "elif", "else", "end", "try", "catch", "true", "false",
          "null");

  private final String text;
  private final Matcher tokens;
  private boolean afterValue;
  private int alternatives;

  private JqSyntax(String text) {
    this.text = text;
    this.tokens = TOKEN.matcher(text);
  }

  /** Returns why an expression is refused; empty if it is not. */
  static Optional<String> problem(String expression) {
    if (expression.isBlank()) {
      return Optional.of("is empty");
    }
    if (expression.length() > MOST_CHARACTERS) {
      return Optional.of("has more than " + MOST_CHARACTERS + " characters");
    }
    return new JqSyntax(expression).problem();
  }

  private Optional<String> problem() {
    int at = 0;
    while (at < text.length()) {
      if (!tokens.find(at) || tokens.start() != at) {
        return Optional.of("uses \"" + text.charAt(at) + "\", which is not supported here");
      }
      Optional<String> problem = token();
      if (problem.isPresent()) {
        return problem;
      }
      at = tokens.end();
    }
    return alternatives > MOST_ALTERNATIVES
        ? Optional.of("has more than " + MOST_ALTERNATIVES + " of , + and //; use several rules")
        : Optional.empty();
  }

  private Optional<String> token() {
    String word = tokens.group("word");
    String sign = tokens.group("sign");
    if (word != null) {
      afterValue = !KEYWORDS.contains(word) || word.equals("end");
      return KEYWORDS.contains(word) || JqFunctions.ALLOWED.contains(word)
          ? Optional.empty()
          : Optional.of("uses " + word + ", which is not supported here");
    }
    if (sign != null) {
      return sign(sign);
    }
    String string = tokens.group("string");
    if (string != null && string.contains("\\(")) {
      return Optional.of("puts values into a string, which is not supported here");
    }
    afterValue = afterValue || !tokens.group().isBlank();
    return Optional.empty();
  }

  private Optional<String> sign(String sign) {
    if (sign.equals("[") && !afterValue) {
      return Optional.of("makes a list, which is not supported here");
    }
    if (sign.equals(",") || sign.equals("+") || sign.equals("//")) {
      alternatives++;
    }
    afterValue = Set.of(".", "..", ")", "]", "?").contains(sign);
    return Optional.empty();
  }
}
