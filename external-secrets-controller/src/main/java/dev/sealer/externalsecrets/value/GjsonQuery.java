package dev.sealer.externalsecrets.value;

import java.util.Optional;

/**
 * {@code #(path op value)} or, for all matches, {@code #(path op value)#}.
 *
 * @param path into each element; empty for the element itself
 * @param operator one of the language's; empty to ask whether the path exists
 * @param operand what to compare with, without quotes
 * @param all all matches rather than the first
 * @param step what follows the query
 */
record GjsonQuery(String path, String operator, String operand, boolean all, GjsonStep step) {

  private static final String OPERATORS = "=!<>%";
  private static final int OPENING = 2;

  static GjsonQuery parse(String text) throws UnusableValueException {
    int close = GjsonStep.topLevel(text.substring(OPENING), c -> c == ')' || c == ']');
    if (close < 0) {
      throw new UnusableValueException("property \"" + text + "\": the query is not closed");
    }
    String inner = text.substring(OPENING, OPENING + close);
    int after = OPENING + close + 1;
    boolean all = after < text.length() && text.charAt(after) == '#';
    GjsonStep step = GjsonStep.cut(text, all ? after + 1 : after);
    int at = GjsonStep.topLevel(inner, c -> OPERATORS.indexOf(c) >= 0);
    if (at < 0) {
      return new GjsonQuery(inner.strip(), "", "", all, step);
    }
    int end = at + 1;
    while (end < inner.length() && end < at + 2 && OPERATORS.indexOf(inner.charAt(end)) >= 0) {
      end++;
    }
    String operand = inner.substring(end).strip();
    if (operand.startsWith("~")) {
      throw new UnusableValueException(
          "property \"" + text + "\": the ~ comparison is not supported");
    }
    return new GjsonQuery(
        inner.substring(0, at).strip(), inner.substring(at, end), unquoted(operand), all, step);
  }

  private static String unquoted(String operand) {
    boolean quoted = operand.length() > 1 && operand.startsWith("\"") && operand.endsWith("\"");
    return quoted ? GjsonGlob.parse(operand.substring(1, operand.length() - 1)).literal() : operand;
  }

  boolean matches(JsonSlice element) throws UnusableValueException {
    Optional<JsonSlice> value =
        path.isEmpty() ? Optional.of(element) : GjsonPath.select(element, path);
    if (value.isEmpty()) {
      return false;
    }
    if (operator.isEmpty()) {
      return true;
    }
    JsonSlice found = value.get();
    if (found.isString()) {
      return matchesText(found.text());
    }
    if (found.isNumber()) {
      return matchesNumber(found.number());
    }
    return found.isBoolean() && holds(Boolean.compare(isTrue(found), operand.equals("true")));
  }

  private static boolean isTrue(JsonSlice slice) {
    return slice.text().equals("true");
  }

  private boolean matchesText(String text) {
    return switch (operator) {
      case "%" -> GjsonGlob.parse(operand).matches(text);
      case "!%" -> !GjsonGlob.parse(operand).matches(text);
      default -> holds(text.compareTo(operand));
    };
  }

  private boolean matchesNumber(double number) {
    try {
      return holds(Double.compare(number, Double.parseDouble(operand)));
    } catch (NumberFormatException notANumber) {
      return holds(Double.compare(number, 0));
    }
  }

  private boolean holds(int comparison) {
    return switch (operator) {
      case "=", "==" -> comparison == 0;
      case "!=" -> comparison != 0;
      case "<" -> comparison < 0;
      case "<=" -> comparison <= 0;
      case ">" -> comparison > 0;
      case ">=" -> comparison >= 0;
      default -> false;
    };
  }
}
