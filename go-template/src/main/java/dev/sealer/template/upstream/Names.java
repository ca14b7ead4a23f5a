package dev.sealer.template.upstream;

import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.strings.CaseFunctions;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.NilValue;
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

  /**
   * Arguments by position: the last is the text, the first the longest length, the second whether
   * to cut between words only; more are ignored.
   */
  static String slugify(List<Value> args) {
    long longest = DEFAULT_SLUG_LENGTH;
    boolean betweenWords = true;
    String text = "";
    for (int i = 0; i < args.size(); i++) {
      Value arg = args.get(i);
      if (i == args.size() - 1) {
        text = string(arg);
      } else if (i == 0) {
        longest = integer(arg);
      } else if (i == 1) {
        betweenWords = truth(arg);
      }
    }
    String name = normalize(text);
    return betweenWords ? cutBetweenWords(slug(name), longest) : slug(cut(name, longest));
  }

  private static String string(Value arg) {
    if (arg instanceof StringValue string) {
      return string.text();
    }
    throw mismatch(arg, GoType.STRING);
  }

  private static long integer(Value arg) {
    if (arg instanceof IntValue number && number.type().equals(GoType.INT)) {
      return number.number();
    }
    throw mismatch(arg, GoType.INT);
  }

  private static boolean truth(Value arg) {
    if (arg instanceof BoolValue truth) {
      return truth.isTrue();
    }
    throw mismatch(arg, GoType.BOOL);
  }

  private static FunctionException mismatch(Value arg, GoType wanted) {
    String given = arg instanceof NilValue ? "nil" : arg.type().toString();
    return GoErrors.of("interface conversion: interface {} is " + given + ", not " + wanted);
  }

  private static String slug(String name) {
    return trimmed(name.replace('.', '-').replaceAll("-+", "-"), "-_");
  }

  private static String cut(String name, long longest) {
    if (longest < 0) {
      throw GoErrors.sliceEnd(longest, name.length());
    }
    return name.substring(0, (int) Math.min(name.length(), longest));
  }

  private static String cutBetweenWords(String slug, long longest) {
    if (longest <= 0 || slug.length() <= longest) {
      return slug;
    }
    int hyphen = slug.lastIndexOf('-', (int) longest);
    return slug.substring(0, hyphen > 0 ? hyphen : (int) longest);
  }
}
