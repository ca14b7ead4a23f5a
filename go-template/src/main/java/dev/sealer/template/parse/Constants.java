package dev.sealer.template.parse;

import dev.sealer.gocompat.GoLiterals;
import dev.sealer.gocompat.GoNumbers;
import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.NumberConstant;
import dev.sealer.template.value.StringValue;
import java.util.OptionalDouble;

/** Strings, characters and numbers of the language. */
final class Constants {

  private Constants() {}

  /** Returns the value of a string token. */
  static String string(Token token, Tokens tokens) {
    return GoLiterals.string(token.text()).orElseThrow(() -> tokens.error("invalid syntax"));
  }

  static Expression.Text text(Token token, Tokens tokens) {
    return new Expression.Text(
        token.position(), token.text(), StringValue.of(string(token, tokens)));
  }

  static Expression.Numeric number(Token token, Tokens tokens) {
    NumberConstant constant =
        switch (token.type()) {
          case CHAR_CONSTANT -> character(token.text(), tokens);
          case COMPLEX -> complex(token.text(), tokens);
          default -> plain(token.text(), tokens);
        };
    return new Expression.Numeric(token.position(), token.text(), constant);
  }

  private static NumberConstant character(String text, Tokens tokens) {
    int codePoint = GoLiterals.character(text);
    if (codePoint == -1) {
      throw tokens.error("invalid syntax");
    }
    if (codePoint == -2) {
      throw tokens.error("malformed character constant: " + text);
    }
    return NumberConstant.ofRune(codePoint);
  }

  private static NumberConstant complex(String text, Tokens tokens) {
    int split = new NumberScanner(text).scan(0);
    OptionalDouble real = GoNumbers.parseFloat(text.substring(0, split));
    OptionalDouble imaginary = GoNumbers.parseFloat(text.substring(split, text.length() - 1));
    if (real.isEmpty() || imaginary.isEmpty()) {
      throw tokens.error("syntax error scanning complex number");
    }
    return NumberConstant.ofComplex(real.getAsDouble(), imaginary.getAsDouble());
  }

  private static NumberConstant plain(String text, Tokens tokens) {
    if (text.endsWith("i")) {
      OptionalDouble imaginary = GoNumbers.parseFloat(text.substring(0, text.length() - 1));
      if (imaginary.isPresent()) {
        return NumberConstant.ofComplex(0, imaginary.getAsDouble());
      }
    }
    NumberConstant constant =
        NumberConstant.parse(text)
            .orElseThrow(() -> tokens.error("illegal number syntax: " + GoQuoting.quote(text)));
    boolean looksLikeInteger = text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0);
    boolean isInteger = constant.asInt().isPresent() || constant.asUint().isPresent();
    if (looksLikeInteger && (!isInteger || (constant.ideal().isPresent() && isFloat(constant)))) {
      throw tokens.error("integer overflow: " + GoQuoting.quote(text));
    }
    return constant;
  }

  private static boolean isFloat(NumberConstant constant) {
    return constant.ideal().orElseThrow() instanceof dev.sealer.template.value.FloatValue;
  }
}
