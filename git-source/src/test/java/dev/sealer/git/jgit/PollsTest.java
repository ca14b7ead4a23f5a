package dev.sealer.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RefTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how many lists of refs are kept. */
class PollsTest {

  private static final int MOST = 4096;

  @TempDir private Path temp;
  private final AtomicInteger exchanges = new AtomicInteger();
  private final Polls polls = new Polls(Duration.ofHours(1), () -> 0);

  /** A project that names one repository after the other must not fill the memory. */
  @Test
  void theListsThatWereUsedLastAreKeptAndNoMore() throws Exception {
    try (TestRepository repository =
        new TestRepository(Files.createDirectory(temp.resolve("origin")))) {
      String _ = repository.write("a.yaml", "a: 1").commit("first");
      for (int i = 0; i < MOST + 10; i++) {
        RefTable _ = refs(repository, i);
      }
      assertThat(exchanges).hasValue(MOST + 10);

      for (int i = MOST + 9; i >= 10; i--) {
        RefTable _ = refs(repository, i);
      }
      assertThat(exchanges).hasValue(MOST + 10);

      RefTable _ = refs(repository, 9);
      assertThat(exchanges).hasValue(MOST + 11);
    }
  }

  private RefTable refs(TestRepository repository, int tenant) {
    Remote remote =
        new Remote(
            GitSettings.in(temp.resolve("cache")).withFileUrls(true),
            GitCredentialLookup.none(),
            (_, _, _, _) -> exchanges.incrementAndGet(),
            () -> 0);
    return polls.refs(remote, repository.url(), Integer.toString(tenant), Duration.ofHours(1));
  }
}
