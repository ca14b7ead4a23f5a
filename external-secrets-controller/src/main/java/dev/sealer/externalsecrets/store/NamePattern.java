package dev.sealer.externalsecrets.store;

import com.google.re2j.Pattern;
import java.util.Optional;

/** The names that a {@link StoreQuery.Search} is about. Safe for use by several threads. */
public final class NamePattern {

  private final String path;
  private final Optional<Pattern> name;

  private NamePattern(String path, Optional<Pattern> name) {
    this.path = path;
    this.name = name;
  }

  /**
   * Returns the pattern of a search, whatever its tags.
   *
   * @throws com.google.re2j.PatternSyntaxException if its name is not a regular expression
   */
  public static NamePattern of(StoreQuery.Search search) {
    return new NamePattern(search.path(), search.name().map(Pattern::compile));
  }

  /** Returns whether a name begins with the path, and the expression matches a part of it. */
  public boolean matches(String secret) {
    return secret.startsWith(path)
        && name.map(pattern -> pattern.matcher(secret).find()).orElse(true);
  }
}
