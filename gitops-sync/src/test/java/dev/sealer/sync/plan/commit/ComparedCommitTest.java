package dev.sealer.sync.plan.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which of two Applications knows the newer state of a repository. */
final class ComparedCommitTest {

  private static final Duration MAX_AGE = Duration.ofNanos(100);

  private static ComparedCommit commit(String project, String sha, long refsReadFrom, long since) {
    return new ComparedCommit("repo", project, "main", sha, OptionalLong.of(refsReadFrom), since);
  }

  private static ComparedCommit pinned(String sha, long since) {
    return new ComparedCommit("repo", "team", "main", sha, OptionalLong.empty(), since);
  }

  private static boolean isAsNewAs(ComparedCommit one, ComparedCommit other) {
    return one.isAsNewAs(other, MAX_AGE);
  }

  @Test
  void theSameCommitIsAsNew() {
    assertThat(isAsNewAs(pinned("a", 1), commit("team", "a", 50, 51))).isTrue();
  }

  @Test
  void refsThatWereReadLaterAreAsNewWhateverTheCommit() {
    ComparedCommit moved = commit("team", "b", 50, 51);

    assertThat(isAsNewAs(commit("team", "c", 52, 53), moved)).isTrue();
    assertThat(isAsNewAs(commit("team", "a", 51, 53), moved)).isFalse();
    assertThat(isAsNewAs(commit("team", "a", 10, 11), moved)).isFalse();
  }

  @Test
  void refsOfAnotherProjectMayBeOlderThanTheirReading() {
    ComparedCommit moved = commit("team", "b", 50, 51);

    assertThat(isAsNewAs(commit("other", "a", 151, 152), moved)).isFalse();
    assertThat(isAsNewAs(commit("other", "a", 152, 153), moved)).isTrue();
    assertThat(isAsNewAs(commit("other", "b", 10, 11), moved)).isTrue();
  }

  @Test
  void aSyncOfAnOlderCommitSaysNothingAboutANewerOne() {
    assertThat(isAsNewAs(pinned("a", 500), commit("team", "b", 50, 51))).isFalse();
  }

  @Test
  void anotherRepositorySaysNothing() {
    ComparedCommit elsewhere =
        new ComparedCommit("else", "team", "main", "b", OptionalLong.of(90), 91);

    assertThat(isAsNewAs(elsewhere, commit("team", "b", 50, 51))).isFalse();
  }

  @Test
  void aCommitIsKnownSinceTheFirstComparisonWithIt() {
    assertThat(commit("team", "a", 1, 2).followedBy(commit("team", "a", 8, 9)))
        .isEqualTo(commit("team", "a", 8, 2));
    assertThat(commit("team", "a", 1, 2).followedBy(commit("team", "b", 8, 9)))
        .isEqualTo(commit("team", "b", 8, 9));
  }
}
