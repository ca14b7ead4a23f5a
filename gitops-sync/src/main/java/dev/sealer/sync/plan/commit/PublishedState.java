package dev.sealer.sync.plan.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.GitException;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of an Application's status that the processes go by that do not sync it.
 *
 * @param wanted its objects in Git, those that another Application keeps included
 * @param shown the commits that they were read from
 */
public record PublishedState(Set<ResourceId> wanted, List<Shown> shown) {

  /** Copies both. */
  public PublishedState {
    wanted = Set.copyOf(wanted);
    shown = List.copyOf(shown);
  }

  /**
   * A commit of a source.
   *
   * @param repository equal for equal repositories
   * @param revision as the source names it, see {@link #revision}
   */
  public record Shown(String repository, String revision, String sha) {}

  /** Reads a status; empty before the first comparison. */
  public static Optional<PublishedState> of(JsonNode status) {
    JsonNode sync = status.path("sync");
    if (!sync.hasNonNull("comparedTo")) {
      return Optional.empty();
    }
    Set<ResourceId> wanted = new HashSet<>();
    for (JsonNode one : status.path("resources")) {
      if (!one.path("requiresPruning").asBoolean()) {
        wanted.add(
            new ResourceId(
                one.path("group").asText(),
                one.path("kind").asText(),
                one.path("namespace").asText(),
                one.path("name").asText()));
      }
    }
    return Optional.of(new PublishedState(wanted, shown(sync)));
  }

  private static List<Shown> shown(JsonNode sync) {
    JsonNode several = sync.at("/comparedTo/sources");
    if (several.isEmpty()) {
      return List.of(shown(sync.at("/comparedTo/source"), sync.path("revision")));
    }
    List<Shown> all = new ArrayList<>();
    for (int i = 0; i < several.size(); i++) {
      all.add(shown(several.path(i), sync.path("revisions").path(i)));
    }
    return all;
  }

  private static Shown shown(JsonNode source, JsonNode sha) {
    return new Shown(
        repository(source.path("repoURL").asText()),
        revision(source.path("targetRevision").asText()),
        sha.asText());
  }

  /** Returns what is equal for equal repositories; empty for what is not a URL. */
  public static String repository(String url) {
    try {
      return RepositoryUrl.parse(url).key();
    } catch (GitException e) {
      return "";
    }
  }

  /** Returns the revision that a source names: without one, the default branch. */
  public static String revision(String targetRevision) {
    return targetRevision.isEmpty() ? "HEAD" : targetRevision;
  }

  /**
   * Returns whether the Application may not know yet what is in a commit. If it follows another
   * branch, no commit moves an object there.
   */
  public boolean isBehind(ComparedCommit other) {
    List<Shown> ofRepository =
        shown.stream().filter(one -> one.repository().equals(other.repository())).toList();
    return ofRepository.isEmpty()
        || ofRepository.stream()
            .filter(one -> one.revision().equals(other.revision()))
            .anyMatch(one -> !one.sha().equals(other.sha()));
  }
}
