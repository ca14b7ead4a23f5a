package dev.sealer.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefTableTest {

  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);
  private static final String THREE = "3".repeat(40);

  private final RefTable refs =
      new RefTable(
          Map.of(
              "HEAD", ONE,
              "refs/heads/main", ONE,
              "refs/heads/release", TWO,
              "refs/tags/release", THREE));

  @Test
  void anEmptyRevisionIsHead() {
    assertThat(refs.find("")).contains(new ResolvedRevision("HEAD", ONE, Optional.of("HEAD")));
  }

  @Test
  void aTagComesBeforeABranchOfTheSameNameAsInGit() {
    assertThat(refs.find("release").map(ResolvedRevision::sha)).contains(THREE);
    assertThat(refs.find("refs/heads/release").map(ResolvedRevision::sha)).contains(TWO);
    assertThat(refs.find("heads/release").map(ResolvedRevision::sha)).contains(TWO);
  }

  @Test
  void anUnknownNameIsNotFound() {
    assertThat(refs.find("mai")).isEmpty();
  }

  @Test
  void aShaIsToldFromAName() {
    assertThat(RefTable.isFullSha(ONE)).isTrue();
    assertThat(RefTable.isFullSha(ONE.substring(1))).isFalse();
    assertThat(RefTable.mayBeShortSha("abc1234")).isTrue();
    assertThat(RefTable.mayBeShortSha("abc")).isFalse();
    assertThat(RefTable.mayBeShortSha("v1.2.3")).isFalse();
  }
}
