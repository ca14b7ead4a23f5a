package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.git.RefTable;
import dev.sealer.git.ResolvedRevision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses the branches of a repository to read.
 *
 * @param all every branch
 * @param named by name, also tags and commits; with none of either the repository's HEAD counts
 */
public record RefChoice(boolean all, List<String> named) {

  private static final List<String> BRANCHES = List.of("refs/heads/", "refs/remotes/");

  /** Copies the list. */
  public RefChoice {
    named = List.copyOf(named);
  }

  /** Returns the commits to look at, by the name to show. */
  Map<String, ResolvedRevision> choose(RefTable refs, String repository) {
    Map<String, ResolvedRevision> chosen = new LinkedHashMap<>();
    if (all) {
      new TreeMap<>(refs.commits())
          .forEach((ref, sha) ->
              shortName(ref)
                  .ifPresent(
                      name -> chosen.put(name, new ResolvedRevision(name, sha, Optional.of(ref)))));
    }
    List<String> asked = new ArrayList<>(named);
    if (!all && asked.isEmpty()) {
      asked.add("HEAD");
    }
    for (String name : asked) {
      chosen.put(name, find(refs, name, repository));
    }
    if (chosen.isEmpty()) {
      throw new CommandFailure("repository " + repository + " has no branch: nothing to check");
    }
    return chosen;
  }

  private static ResolvedRevision find(RefTable refs, String name, String repository) {
    if (RefTable.isFullSha(name)) {
      return new ResolvedRevision(name, name, Optional.empty());
    }
    return refs.find(name)
        .or(() -> refs.find("refs/remotes/" + name))
        .orElseThrow(
            () -> new CommandFailure("repository " + repository + " has no branch or tag " + name));
  }

  private static Optional<String> shortName(String ref) {
    if (ref.startsWith("refs/remotes/") && ref.endsWith("/HEAD")) {
      return Optional.empty();
    }
    return BRANCHES.stream()
        .filter(ref::startsWith)
        .findFirst()
        .map(p -> ref.substring(p.length()));
  }
}
