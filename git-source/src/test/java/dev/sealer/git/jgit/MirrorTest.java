package dev.sealer.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

  @TempDir private Path temp;

  /** A thread that cleans after a fetch would change the folder while it is read or deleted. */
  @Test
  void nothingCleansUpOnAThreadOfItsOwn() throws IOException {
    RepositoryUrl url = RepositoryUrl.parse("https://git.example.com/team/app");

    try (Mirror mirror = Mirror.open(url, temp.resolve("mirror"))) {
      Config config = mirror.repository().getConfig();
      assertThat(config.getInt("gc", "auto", 1)).isZero();
      assertThat(config.getInt("gc", "autoPackLimit", 1)).isZero();
      assertThat(config.getBoolean("gc", "autoDetach", true)).isFalse();
    }
  }

  /** A fetch of a large repository may take minutes. */
  @Test
  void aReaderOfACommitThatIsHereDoesNotWaitForAFetch() throws Exception {
    RepositoryUrl url = RepositoryUrl.parse("https://git.example.com/team/app");
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Remote remote =
        new Remote(
            GitSettings.in(temp),
            _ -> {
              fetching.countDown();
              await(read);
              throw new GitException(new GitFailure.NoSuchRevision("", "the test ends"));
            },
            GitObserver.none(),
            System::nanoTime);

    try (Mirror mirror = Mirror.open(url, temp.resolve("mirror"));
        ExecutorService others = Executors.newFixedThreadPool(2)) {
      String commit = commit(mirror);
      Future<?> fetch = others.submit(() -> mirror.fetchAll(remote));
      await(fetching);
      Future<String> reader =
          others.submit(() -> {
            mirror.require(
                remote, new ResolvedRevision("main", commit, Optional.of("refs/heads/main")));
            return mirror.expand(remote, commit.substring(0, 7));
          });
      try {
        // The time counts only if this test fails.
        assertThat(reader.get(1, TimeUnit.MINUTES)).isEqualTo(commit);
        assertThat(fetch.isDone()).isFalse();
      } finally {
        read.countDown();
      }
      assertThatThrownBy(fetch::get).hasCauseInstanceOf(GitException.class);
    }
  }

  private static String commit(Mirror mirror) throws IOException {
    try (ObjectInserter inserter = mirror.repository().newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(new TreeFormatter()));
      commit.setAuthor(new PersonIdent("Ada", "ada@example.com"));
      commit.setCommitter(commit.getAuthor());
      commit.setMessage("first");
      String name = inserter.insert(commit).name();
      inserter.flush();
      return name;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
