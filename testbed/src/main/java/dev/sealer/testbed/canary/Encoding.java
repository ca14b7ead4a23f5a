package dev.sealer.testbed.canary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A way a marker may be written.
 *
 * @param name how findings call it
 * @param pattern the bytes to look for, as ISO 8859-1 text
 */
record Encoding(String name, String pattern) {
  /** Every way a marker may be written, itself included. */
  static List<Encoding> of(byte[] marker) {
    List<Encoding> all = new ArrayList<>();
    String raw = new String(marker, StandardCharsets.ISO_8859_1);
    all.add(new Encoding("raw", raw));
    all.add(new Encoding("reversed", new StringBuilder(raw).reverse().toString()));
    String hex = HexFormat.of().formatHex(marker);
    all.add(new Encoding("hex", hex));
    all.add(new Encoding("hex", hex.toUpperCase(Locale.ROOT)));
    all.add(new Encoding("URL", percent(hex)));
    all.add(new Encoding("URL", percent(hex.toUpperCase(Locale.ROOT))));
    all.add(new Encoding("byte list", bytes(marker, ",")));
    all.add(new Encoding("byte list", bytes(marker, ", ")));
    all.addAll(base64("base64", marker));
    // What Kubernetes gives out in a Secret is base64 of what may itself be base64.
    for (Encoding once : base64("base64", marker)) {
      all.addAll(base64("base64 of base64", once.pattern().getBytes(StandardCharsets.ISO_8859_1)));
    }
    return all.stream().distinct().toList();
  }

  /**
   * The marker may start at any of three places in a group of base64: for each, the characters that
   * do not depend on what is before or after it, in both alphabets.
   */
  private static List<Encoding> base64(String name, byte[] marker) {
    List<Encoding> all = new ArrayList<>();
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + marker.length];
      System.arraycopy(marker, 0, shifted, shift, marker.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int start = (shift * 8 + 5) / 6;
      int end = shifted.length * 8 / 6;
      String stable = text.substring(start, end);
      all.add(new Encoding(name, stable));
      all.add(new Encoding(name, stable.replace('+', '-').replace('/', '_')));
    }
    return all;
  }

  private static String percent(String hex) {
    return hex.replaceAll("(..)", "%$1");
  }

  private static String bytes(byte[] marker, String separator) {
    List<String> numbers = new ArrayList<>();
    for (byte b : marker) {
      numbers.add(Integer.toString(b));
    }
    return String.join(separator, numbers);
  }
}
