package dev.sealer.externalsecrets.generator;

import dev.sealer.crds.generators.PasswordSpec;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes random passwords by the rules of External Secrets Operator: a number of digits, a number of
 * symbols, and letters for the rest. A password for each key.
 *
 * @param spec as its object states it
 */
record PasswordGenerator(PasswordSpec spec) implements Generator.Local {

  /** The greatest length, in characters before encoding. */
  static final int LONGEST = 1 << 16;

  /** The most keys that one generator fills. */
  static final int MOST_KEYS = 100;

  private static final int LENGTH = 24;
  private static final int QUARTER = 4;
  private static final String KEY = "password";
  private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String SYMBOLS = "~!@#$%^&*()_+`-={}|[]\\:\"<>?,./";

  /** The numbers of characters. */
  private record Counts(int letters, int digits, int symbols) {
    int length() {
      return letters + digits + symbols;
    }
  }

  @Override
  public Map<String, SecretBytes> generate(SecureRandom random) throws UnusableValueException {
    Counts counts = counts();
    PasswordEncoding encoding = encoding();
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    boolean complete = false;
    try {
      for (String key : keys()) {
        values.put(key, password(counts, encoding, random));
      }
      complete = true;
      return values;
    } finally {
      if (!complete) {
        values.values().forEach(SecretBytes::close);
      }
    }
  }

  private SecretBytes password(Counts counts, PasswordEncoding encoding, SecureRandom random)
      throws UnusableValueException {
    String letters = Boolean.TRUE.equals(spec.noUpper()) ? LOWERCASE : LOWERCASE + UPPERCASE;
    String symbols = spec.symbolCharacters();
    boolean repeats = Boolean.TRUE.equals(spec.allowRepeat());
    try (PasswordDraw draw = new PasswordDraw(counts.length(), repeats, random)) {
      draw.draw(letters, counts.letters(), "spec.length");
      draw.draw(DIGITS, counts.digits(), "spec.digits");
      draw.draw(symbols == null ? SYMBOLS : symbols, counts.symbols(), "spec.symbols");
      draw.shuffle();
      byte[] plain = draw.utf8();
      SecretBytes password = SecretBytes.takeOver(encoding.encode(plain));
      Arrays.fill(plain, (byte) 0);
      return password;
    }
  }

  private Counts counts() throws UnusableValueException {
    Long given = spec.length();
    int length = count("spec.length", given != null && given <= 0 ? null : given, LENGTH);
    int digits = count("spec.digits", spec.digits(), length / QUARTER);
    int symbols = count("spec.symbols", spec.symbols(), length / QUARTER);
    int letters = length - digits - symbols;
    if (letters < 0) {
      throw new UnusableValueException(
          "spec.digits and spec.symbols are more than spec.length, which is " + length);
    }
    return new Counts(letters, digits, symbols);
  }

  private static int count(String field, @Nullable Long given, int otherwise)
      throws UnusableValueException {
    if (given == null) {
      return otherwise;
    }
    if (given < 0 || given > LONGEST) {
      throw new UnusableValueException(field + " must be at most " + LONGEST + " and not negative");
    }
    return given.intValue();
  }

  private PasswordEncoding encoding() throws UnusableValueException {
    String name = spec.encoding();
    return PasswordEncoding.named(name == null ? "" : name)
        .orElseThrow(() ->
            new UnusableValueException(
                "spec.encoding must be raw, base64, base64url, base32 or hex"));
  }

  private List<String> keys() throws UnusableValueException {
    List<String> keys = spec.secretKeys().isEmpty() ? List.of(KEY) : spec.secretKeys();
    if (keys.size() > MOST_KEYS) {
      throw new UnusableValueException("spec.secretKeys has more than " + MOST_KEYS + " keys");
    }
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      KeyConversion.check(key);
      if (!seen.add(key)) {
        throw new UnusableValueException("spec.secretKeys names \"" + key + "\" twice");
      }
    }
    return keys;
  }
}
