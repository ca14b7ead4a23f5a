package dev.sealer.template.sprig.base;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Short ways to define functions of common shapes. */
public final class Define {

  private static final Signature TEXT = Signature.takes(STRING).gives(STRING);
  private static final Signature TWO_TEXTS = Signature.takes(STRING, STRING).gives(STRING);
  private static final Signature TEST = Signature.takes(STRING, STRING).gives(BOOL);

  /** Looking at this many characters is one step of work. */
  private static final int CHARACTERS_A_STEP = 100;

  private Define() {}

  /** {@code func(string) string}; the result is charged as text. */
  public static Function text(String name, UnaryOperator<String> body) {
    return Function.of(
        name,
        TEXT,
        (context, args) -> {
          String text = args.string(0);
          context.budget().text(text.length());
          return StringValue.of(body.apply(text));
        });
  }

  /** {@code func(string, string) string}; the longer argument is charged as text. */
  public static Function text(String name, BinaryOperator<String> body) {
    return Function.of(
        name,
        TWO_TEXTS,
        (context, args) -> {
          String first = args.string(0);
          String second = args.string(1);
          context.budget().text(Math.max(first.length(), second.length()));
          return StringValue.of(body.apply(first, second));
        });
  }

  /** {@code func(string, string) bool}. */
  public static Function test(String name, BiPredicate<String, String> body) {
    return Function.of(
        name,
        TEST,
        (context, args) -> {
          context.budget().steps(1 + args.string(1).length() / CHARACTERS_A_STEP);
          return BoolValue.of(body.test(args.string(0), args.string(1)));
        });
  }
}
