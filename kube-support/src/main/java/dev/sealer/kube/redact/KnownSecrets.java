package dev.sealer.kube.redact;

import dev.sealer.secret.SecretBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the plaintexts that the operation of the current thread works with. Text that the thread
 * sends out meanwhile does not repeat them, raw or encoded.
 *
 * <p>Values of one thread never mask the text of another: a tenant could else find out another
 * one's value by writing guesses and looking which of them is masked.
 */
public final class KnownSecrets {

  /** Shorter values occur by chance, in numbers and in words that people need. */
  private static final int SHORTEST = 6;

  private static final ThreadLocal<List<SecretBytes>> CURRENT = ThreadLocal.withInitial(List::of);

  private KnownSecrets() {}

  /** Masks values until it is closed, by the thread that made it. */
  public static final class Registration implements AutoCloseable {
    private final List<SecretBytes> outer;
    private final List<SecretBytes> copies;

    private Registration(List<SecretBytes> outer, List<SecretBytes> copies) {
      this.outer = outer;
      this.copies = copies;
    }

    @Override
    public void close() {
      if (outer.isEmpty()) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      copies.forEach(SecretBytes::close);
    }
  }

  /**
   * Masks values in what this thread sends out from now on. Keeps copies, and wipes them when the
   * registration is closed; the caller still closes its own. A value that is the name of a key is
   * not masked: people could not tell which key a message is about.
   *
   * @param values of one operation, by data key
   */
  public static Registration during(Map<String, SecretBytes> values) {
    Set<String> names = Set.copyOf(values.keySet());
    List<SecretBytes> copies =
        values.values().stream()
            .filter(value -> value.length() >= SHORTEST)
            .filter(value -> !value.<Boolean>reveal(bytes -> names.contains(utf8(bytes))))
            .map(SecretBytes::copy)
            .toList();
    List<SecretBytes> outer = CURRENT.get();
    List<SecretBytes> all = new ArrayList<>(outer);
    all.addAll(copies);
    CURRENT.set(List.copyOf(all));
    return new Registration(outer, copies);
  }

  private static String utf8(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  static String mask(String text, String mask) {
    String masked = text;
    for (String form : forms()) {
      masked = masked.replace(form, mask);
    }
    return masked;
  }

  /** The longest first: one value may be a part of another. */
  private static List<String> forms() {
    return CURRENT.get().stream()
        .flatMap(value -> value.<List<String>>reveal(KnownSecrets::formsOf).stream())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static List<String> formsOf(byte[] value) {
    String raw = utf8(value);
    List<String> forms = new ArrayList<>(List.of(raw, raw.strip()));
    forms.add(raw.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    forms.add(URLEncoder.encode(raw, StandardCharsets.UTF_8));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(value));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(value));
    forms.add(HexFormat.of().formatHex(value));
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms;
  }
}
