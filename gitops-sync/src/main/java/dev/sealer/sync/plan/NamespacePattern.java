package dev.sealer.sync.plan;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ManifestException;
import java.util.function.Predicate;

/**
 * A pattern for names of namespaces, as Argo CD has it: a name, a glob, or between slashes a
 * regular expression that is found anywhere in the name.
 */
final class NamespacePattern {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private final String text;
  private final Predicate<String> matcher;

  private NamespacePattern(String text, Predicate<String> matcher) {
    this.text = text;
    this.matcher = matcher;
  }

  /**
   * Reads a pattern.
   *
   * @throws ManifestException if it cannot be read
   */
  static NamespacePattern parse(String text) {
    boolean isExpression = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
    return new NamespacePattern(
        text,
        isExpression
            ? expression(text.substring(1, text.length() - 1))
            : Glob.acrossSlashes(text)::matches);
  }

  private static Predicate<String> expression(String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return name -> pattern.matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw new ManifestException(
          "pattern /" + regex + "/ cannot be read; look-ahead and back references do not work");
    }
  }

  /** Returns the only namespace that matches, or an empty string if there can be more. */
  String name() {
    return NAME.matches(text) ? text : "";
  }

  boolean matches(String namespace) {
    return matcher.test(namespace);
  }
}
