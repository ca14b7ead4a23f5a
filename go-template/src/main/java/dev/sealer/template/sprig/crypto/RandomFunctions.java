package dev.sealer.template.sprig.crypto;

import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.context.CallContext;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Sprig's random values, all from the rendering's own source of randomness. */
public final class RandomFunctions {

  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Signature COUNT = Signature.takes(INT).gives(STRING);

  private RandomFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        characters("randAlpha", LETTERS),
        characters("randAlphaNum", LETTERS + DIGITS),
        characters("randNumeric", DIGITS),
        characters("randAscii", printableAscii()),
        Function.of("randBytes", COUNT, (c, a) -> bytes(c, a.integer(0))).nondeterministic(),
        Function.of(
                "randInt",
                Signature.takes(INT, INT).gives(INT),
                (c, a) -> between(c.random(), a.integer(0), a.integer(1)))
            .nondeterministic(),
        Function.of(
                "shuffle",
                Signature.takes(STRING).gives(STRING),
                (c, a) -> shuffled(c, a.string(0)))
            .nondeterministic(),
        Function.of("uuidv4", Signature.takes().gives(STRING), (c, a) -> uuid(c.random()))
            .nondeterministic());
  }

  private static String printableAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c < 0x7f; c++) {
      all.append(c);
    }
    return all.toString();
  }

  private static Function characters(String name, String alphabet) {
    return Function.of(
            name,
            COUNT,
            (context, args) -> {
              long count = args.integer(0);
              if (count <= 0) {
                return StringValue.EMPTY;
              }
              context.budget().text(count);
              context.budget().steps(count);
              StringBuilder out = new StringBuilder((int) count);
              for (long i = 0; i < count; i++) {
                out.append(alphabet.charAt(context.random().nextInt(alphabet.length())));
              }
              return StringValue.of(out.toString());
            })
        .nondeterministic();
  }

  private static Value bytes(CallContext context, long count) {
    if (count < 0) {
      throw GoErrors.of("runtime error: makeslice: len out of range");
    }
    context.budget().text(count > Integer.MAX_VALUE ? Long.MAX_VALUE : 2 * count);
    byte[] bytes = new byte[(int) count];
    context.random().nextBytes(bytes);
    return StringValue.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Value between(SecureRandom random, long min, long max) {
    if (max - min <= 0) {
      throw GoErrors.of("invalid argument to Intn");
    }
    return IntValue.of(random.nextLong(max - min) + min);
  }

  private static Value shuffled(CallContext context, String text) {
    context.budget().steps(text.length());
    int[] runes = Texts.runes(text);
    for (int i = runes.length - 1; i > 0; i--) {
      int other = context.random().nextInt(i + 1);
      int rune = runes[i];
      runes[i] = runes[other];
      runes[other] = rune;
    }
    return StringValue.of(Texts.ofRunes(runes));
  }

  private static Value uuid(SecureRandom random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | 2L << 62;
    return StringValue.of(new UUID(high, low).toString());
  }
}
