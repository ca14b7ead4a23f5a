package dev.sealer.template.appset;

import dev.sealer.template.sprig.strings.CaseFunctions;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** Names that Kubernetes takes, made of any text. */
final class Names {

  private static final int LONGEST_DNS_NAME = 253;
  private static final int DEFAULT_SLUG_LENGTH = 50;

  private Names() {}

  /** Lower case; what a DNS name cannot hold becomes a hyphen; no hyphen or dot at the ends. */
  static String normalize(String text) {
    StringBuilder out = new StringBuilder();
    CaseFunctions.lower(text)
        .codePoints()
        .forEach(c -> out.append(mayBeInDnsName(c) ? (char) c : '-'));
    String name = out.substring(0, Math.min(out.length(), LONGEST_DNS_NAME));
    return trimmed(name, "-.");
  }

  private static boolean mayBeInDnsName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  }

  private static String trimmed(String text, String cut) {
    int from = 0;
    int to = text.length();
    while (from < to && cut.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && cut.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Arguments by type: a length, whether to cut between words, and the text. */
  static String slugify(List<Value> args) {
    long length = DEFAULT_SLUG_LENGTH;
    boolean betweenWords = false;
    String text = "";
    for (Value arg : args) {
      switch (arg) {
        case IntValue number -> length = number.number();
        case BoolValue truth -> betweenWords = truth.isTrue();
        case StringValue string -> text = string.text();
        default -> {}
      }
    }
    String slug = trimmed(normalize(text).replace('.', '-').replaceAll("-+", "-"), "-_");
    if (length <= 0 || slug.length() <= length) {
      return slug;
    }
    int hyphen = betweenWords ? slug.lastIndexOf('-', (int) length) : -1;
    return slug.substring(0, hyphen > 0 ? hyphen : (int) length);
  }
}
