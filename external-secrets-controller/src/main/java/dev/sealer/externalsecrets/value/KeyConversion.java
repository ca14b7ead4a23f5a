package dev.sealer.externalsecrets.value;

import dev.sealer.secret.SecretBytes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code conversionStrategy}: how a provider's names become keys of a Secret. */
public enum KeyConversion {
  /** Every character that a key cannot hold becomes {@code _}. */
  DEFAULT,
  /** Every character that a key cannot hold becomes {@code _U<hex>_}. */
  UNICODE;

  private static final int LONGEST_KEY = 253;

  /** Converts one name. */
  public String convert(String name) {
    StringBuilder key = new StringBuilder(name.length());
    name.codePoints()
        .forEach(c -> {
          if (allowed(c)) {
            key.append((char) c);
          } else {
            key.append(this == DEFAULT ? "_" : String.format(Locale.ROOT, "_U%04x_", c));
          }
        });
    return key.toString();
  }

  /**
   * Converts the keys of a map.
   *
   * @throws UnusableValueException if two names become the same key
   */
  public Map<String, SecretBytes> convert(Map<String, SecretBytes> values)
      throws UnusableValueException {
    Map<String, SecretBytes> converted = new LinkedHashMap<>();
    for (Map.Entry<String, SecretBytes> value : values.entrySet()) {
      String key = convert(value.getKey());
      if (converted.put(key, value.getValue()) != null) {
        throw new UnusableValueException(
            "secret name collision during conversion: two names become \""
                + key
                + "\"; use conversionStrategy: Unicode or rewrite");
      }
    }
    return converted;
  }

  /**
   * Checks that the API server would take a key.
   *
   * @throws UnusableValueException if not
   */
  public static void check(String key) throws UnusableValueException {
    if (key.length() > LONGEST_KEY) {
      throw new UnusableValueException(
          "key \"" + key + "\" is longer than " + LONGEST_KEY + " characters; use rewrite");
    }
    if (key.isEmpty() || !key.codePoints().allMatch(KeyConversion::allowed)) {
      throw new UnusableValueException(
          "key \""
              + key
              + "\" is not valid: only letters, digits, '-', '_' and '.' are allowed;"
              + " use rewrite");
    }
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
