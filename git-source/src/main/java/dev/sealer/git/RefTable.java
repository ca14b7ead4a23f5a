package dev.sealer.git;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The refs of a repository as its server listed them. Pure.
 *
 * @param commits full ref name to the SHA it stands for, tags peeled; {@code HEAD} included when
 *     the server has one
 */
public record RefTable(Map<String, String> commits) {

  private static final Pattern FULL_SHA = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHORT_SHA = Pattern.compile("[0-9a-fA-F]{4,39}");
  private static final List<String> PREFIXES = List.of("", "refs/", "refs/tags/", "refs/heads/");

  public RefTable {
    commits = Map.copyOf(commits);
  }

  /** Returns whether {@code revision} is a commit's full name and so needs no table. */
  public static boolean isFullSha(String revision) {
    return FULL_SHA.matcher(revision).matches();
  }

  /** Returns whether {@code revision} may be the beginning of a commit's name. */
  public static boolean mayBeShortSha(String revision) {
    return SHORT_SHA.matcher(revision).matches();
  }

  /**
   * Looks a revision up in the order Git itself has: the full name, then below {@code refs/}, then
   * tags, then branches.
   */
  public Optional<ResolvedRevision> find(String revision) {
    String asked = revision.isEmpty() ? "HEAD" : revision;
    for (String prefix : PREFIXES) {
      String sha = commits.get(prefix + asked);
      if (sha != null) {
        return Optional.of(new ResolvedRevision(asked, sha, Optional.of(prefix + asked)));
      }
    }
    return Optional.empty();
  }
}
