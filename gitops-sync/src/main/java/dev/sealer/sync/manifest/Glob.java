package dev.sealer.sync.manifest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Patterns as Argo CD has them: {@code *} any text, {@code ?} one character, {@code [ab]} or {@code
 * [!ab]} one of a set, <code>{a,b}</code> one of several, {@code \} takes the next character as it
 * is.
 */
public final class Glob {

  private static final int MAX_LENGTH = 1000;

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /** A pattern whose {@code *} also matches slashes, as for files of a directory. */
  public static Glob acrossSlashes(String glob) {
    return compile(glob, ".*", ".");
  }

  /** A pattern whose {@code *} stops at a slash and {@code **} does not, as for URLs. */
  public static Glob withinSegments(String glob) {
    return compile(glob, "[^/]*", "[^/]");
  }

  /** Returns whether the whole string matches. */
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  private static Glob compile(String glob, String star, String one) {
    if (glob.length() > MAX_LENGTH) {
      throw new ManifestException("a pattern of more than " + MAX_LENGTH + " characters");
    }
    StringBuilder regex = new StringBuilder();
    int depth = 0;
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (c == '{') {
        depth++;
        regex.append("(?:");
      } else if (c == '}' && depth > 0) {
        depth--;
        regex.append(')');
      } else if (c == ',' && depth > 0) {
        regex.append('|');
      } else {
        at = simple(glob, at, regex, star, one);
      }
      at++;
    }
    regex.append(")".repeat(depth));
    try {
      // RE2's matcher needs time in proportion to the text: patterns come from tenants.
      return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new ManifestException("pattern " + glob + " cannot be read");
    }
  }

  /** Appends what does not nest, and returns where it ends. */
  private static int simple(String glob, int at, StringBuilder regex, String star, String one) {
    switch (glob.charAt(at)) {
      case '*' -> {
        boolean twice = glob.startsWith("**", at);
        regex.append(twice ? ".*" : star);
        return twice ? at + 1 : at;
      }
      case '?' -> regex.append(one);
      case '[' -> {
        return set(glob, at, regex);
      }
      case '\\' -> {
        int next = Math.min(at + 1, glob.length() - 1);
        regex.append(Pattern.quote(glob.substring(next, next + 1)));
        return next;
      }
      default -> regex.append(Pattern.quote(glob.substring(at, at + 1)));
    }
    return at;
  }

  /** Appends a character set and returns where it ends; an open one is an ordinary bracket. */
  private static int set(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2);
    if (end < 0) {
      regex.append("\\[");
      return start;
    }
    String inner = glob.substring(start + 1, end);
    boolean negated = inner.startsWith("!") || inner.startsWith("^");
    String members =
        (negated ? inner.substring(1) : inner).replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
    regex.append(negated ? "[^" : "[").append(members).append(']');
    return end;
  }
}
