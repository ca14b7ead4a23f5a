package dev.sealer.testbed.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.git.GitRequest.Kind;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.ToolBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitServerIT {
  @TempDir Path folder;
  private GitServer server;

  @BeforeEach
  void start() {
    Prerequisites.require(GitServerIT.class.getName(), ToolBinaries.onPath("git", "install Git"));
    server = GitServer.start(folder.resolve("served"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void clonesWithCredentialsOnly() throws Exception {
    GitRepository repository = server.create("team/app");
    repository.commit(GitCommit.of("first").file("a/b.yaml", "k: v\n").executable("run", "true\n"));

    assertThat(clone(repository.url().toString(), "anonymous").exitCode()).isNotZero();
    clone(server.credentials().inUrl(repository.url()), "signed-in").orThrow();
    assertThat(folder.resolve("signed-in/a/b.yaml")).hasContent("k: v");
    assertThat(Files.isExecutable(folder.resolve("signed-in/run"))).isTrue();

    String old = server.credentials().inUrl(repository.url());
    server.rotateCredentials();
    assertThat(clone(old, "old").exitCode()).isNotZero();
  }

  @Test
  void letsAnyoneReadAPublicRepositoryButNotWriteIt() {
    GitRepository repository = server.createPublic("open");
    repository.commit(GitCommit.of("first").file("f", "1"));
    clone(repository.url().toString(), "open").orThrow();
    assertThat(git(folder.resolve("open"), "push", "origin", "HEAD:refs/heads/other").exitCode())
        .isNotZero();
    git(
            folder.resolve("open"),
            "push",
            server.credentials().inUrl(repository.url()),
            "HEAD:refs/heads/other")
        .orThrow();
    assertThat(repository.sha("other")).isEqualTo(repository.sha("main"));
  }

  @Test
  void keepsHistoryWithAuthorsAndReverts() {
    GitRepository repository = server.create("history");
    repository.commit(GitCommit.of("one").file("f", "1").file("g", "x"));
    String second =
        repository.commit(
            GitCommit.of("two").by("Jane", "jane@example.org").file("f", "2").delete("g"));
    repository.tag("v2", "main");
    repository.annotatedTag("release", "main", "notes");
    repository.revert(second);

    assertThat(repository.paths("v2")).containsExactly("f");
    assertThat(repository.sha("release")).isEqualTo(second);
    assertThat(repository.read("main", "f")).contains("1");
    assertThat(repository.paths("main")).containsExactly("f", "g");
    assertThat(repository.log("v2"))
        .extracting(GitRepository.Entry::author)
        .containsExactly("Jane <jane@example.org>", "Testbed Author <author@example.org>");
  }

  @Test
  void countsWhatClientsAskFor() {
    GitRepository repository = server.createPublic("counted");
    repository.commit(GitCommit.of("one").file("f", "1"));
    git(folder, "ls-remote", repository.url().toString()).orThrow();
    git(folder, "ls-remote", repository.url().toString()).orThrow();
    assertThat(server.count(repository, Kind.LS_REFS)).isEqualTo(2);
    assertThat(server.count(repository, Kind.FETCH)).isZero();
    clone(repository.url().toString(), "counted").orThrow();
    assertThat(server.count(repository, Kind.LS_REFS)).isEqualTo(3);
    assertThat(server.count(repository, Kind.FETCH)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED,could not read Username",
    "FORBIDDEN,403",
    "RATE_LIMITED,429",
    "BAD_GATEWAY,502",
    "DISCONNECTING,Empty reply",
    "TRUNCATING,''",
  })
  void failsOnDemandAndRecovers(GitBehaviour behaviour, String message) {
    GitRepository repository = server.createPublic("flaky");
    repository.commit(GitCommit.of("one").file("f", "1"));
    server.behave(behaviour);
    CommandOutcome failed = git(folder, "ls-remote", repository.url().toString());
    assertThat(failed.exitCode()).isNotZero();
    assertThat(failed.stderr()).contains(message);
    server.behave(GitBehaviour.NORMAL);
    git(folder, "ls-remote", repository.url().toString()).orThrow();
  }

  @Test
  void hangsUntilToldOtherwise() throws Exception {
    GitRepository repository = server.createPublic("slow");
    repository.commit(GitCommit.of("one").file("f", "1"));
    server.behave(GitBehaviour.HANGING);
    Process asking = command(folder, "ls-remote", repository.url().toString()).start();
    try {
      assertThat(asking.waitFor(300, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
      server.behave(GitBehaviour.NORMAL);
      assertThat(asking.waitFor()).isZero();
    } finally {
      asking.destroyForcibly();
    }
  }

  private CommandOutcome clone(String url, String target) {
    return git(folder, "clone", "--quiet", url, target);
  }

  private static CommandOutcome git(Path in, String... arguments) {
    return command(in, arguments).run();
  }

  private static Command command(Path in, String... arguments) {
    List<String> argv = new java.util.ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    return Command.of(argv)
        .in(in)
        .with("GIT_TERMINAL_PROMPT", "0")
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_CONFIG_NOSYSTEM", "1");
  }
}
