package dev.sealer.git.jgit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sealer.git.CommitInfo;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.git.TreeEntry;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JGitSourceTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temp;
  private final List<GitObserver.Request> requests =
      Collections.synchronizedList(new ArrayList<>());
  private TestRepository repository;
  private JGitSource source;

  @BeforeEach
  void open() throws GitAPIException, IOException {
    repository = new TestRepository(Files.createDirectory(temp.resolve("origin")));
    source = sourceWith(GitSettings.in(temp.resolve("cache")).withFileUrls(true));
  }

  @AfterEach
  void close() {
    source.close();
    repository.close();
  }

  @Test
  void branchTagAnnotatedTagAndShaLeadToTheirCommits() throws Exception {
    String first = repository.write("a.yaml", "a: 1").commit("first");
    repository.lightTag("light").annotatedTag("v1.0.0").branch("old");
    String second = repository.write("a.yaml", "a: 2").commit("second");

    assertThat(sha("main")).isEqualTo(second);
    assertThat(sha("HEAD")).isEqualTo(second);
    assertThat(sha("")).isEqualTo(second);
    assertThat(sha("old")).isEqualTo(first);
    assertThat(sha("light")).isEqualTo(first);
    assertThat(sha("v1.0.0")).isEqualTo(first);
    assertThat(sha(first)).isEqualTo(first);
    assertThat(sha(first.substring(0, 8))).isEqualTo(first);
  }

  @Test
  void everyKindOfRevisionCanBeOpened() throws Exception {
    String first = repository.write("a.yaml", "a: 1").commit("first");
    repository.annotatedTag("v1");
    String second = repository.write("a.yaml", "a: 2").commit("second");

    assertThat(text("main", "a.yaml")).isEqualTo("a: 2");
    assertThat(text("v1", "a.yaml")).isEqualTo("a: 1");
    assertThat(text(first, "a.yaml")).isEqualTo("a: 1");
    assertThat(text(second.substring(0, 7), "a.yaml")).isEqualTo("a: 2");
  }

  @Test
  void aCommitKnowsItsAuthorTimeAndSubject() throws Exception {
    String sha = repository.write("a.yaml", "a: 1").commit("Raise replicas\n\nBecause of load.");

    CommitInfo commit = opened("main").commit();

    assertThat(commit.sha()).isEqualTo(sha);
    assertThat(commit.author()).isEqualTo("Ada Example <ada@example.com>");
    assertThat(commit.authoredAt()).isEqualTo(TestRepository.WHEN);
    assertThat(commit.subject()).isEqualTo("Raise replicas");
  }

  @Test
  void aCommitOnNoBranchIsFoundByItsFullSha() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");
    repository.branch("side").checkout("side");
    String lost = repository.write("a.yaml", "a: lost").commit("lost");
    repository.checkout("main");
    String firstOpen = text(lost, "a.yaml");

    assertThat(firstOpen).isEqualTo("a: lost");
  }

  @Test
  void everyBranchIsListedAndFetchedAtOnce() throws Exception {
    String first = repository.write("a.yaml", "a: 1").commit("first");
    repository.branch("side").remoteBranch("origin/theirs", first);
    String second = repository.write("a.yaml", "a: 2").commit("second");

    assertThat(source.refs(repository.url(), Duration.ZERO).commits())
        .containsEntry("refs/heads/main", second)
        .containsEntry("refs/heads/side", first)
        .containsEntry("refs/remotes/origin/theirs", first);
    source.fetchAll(repository.url());
    requests.clear();
    assertThat(text(first, "a.yaml")).isEqualTo("a: 1");
    assertThat(text(second, "a.yaml")).isEqualTo("a: 2");
    assertThat(requests).isEmpty();
  }

  @Test
  void entriesAreListedWithoutReadingThemAndReadOneByOne() throws Exception {
    repository
        .write("app/a.yaml", "a: 1")
        .write("copy.yaml", "a: 1")
        .link("link.yaml", "app/a.yaml")
        .commit("first");
    repository.submodule("vendored").commitIndex("second");

    GitTree tree = opened("main");

    List<TreeEntry> entries = tree.entries();
    assertThat(entries)
        .extracting(TreeEntry::path, TreeEntry::kind)
        .containsExactly(
            tuple("app/a.yaml", TreeEntry.Kind.FILE),
            tuple("copy.yaml", TreeEntry.Kind.FILE),
            tuple("link.yaml", TreeEntry.Kind.SYMLINK),
            tuple("vendored", TreeEntry.Kind.SUBMODULE));
    assertThat(entries.get(0).object()).isEqualTo(entries.get(1).object());
    assertThat(tree.content(entries.get(0).object(), 4)).hasValue("a: 1".getBytes(UTF_8));
    assertThat(tree.content(entries.get(0).object(), 3)).isEmpty();
    assertThat(tree.content(entries.get(2).object(), 100)).hasValue("app/a.yaml".getBytes(UTF_8));
  }

  @Test
  void manyCallersShareOnePoll() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");
    List<Future<String>> answers = new ArrayList<>();

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(callers.submit(() -> sha("main")));
      }
    }

    assertThat(answers).hasSize(50).allSatisfy(a -> assertThat(a.get()).hasSize(40));
    assertThat(requests).containsExactly(GitObserver.Request.LS_REFS);
  }

  @Test
  void aZeroAgeAsksAgainAndSeesTheNewCommit() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");
    String before = sha("main");
    String second = repository.write("a.yaml", "a: 2").commit("second");

    assertThat(sha("main")).isEqualTo(before);
    assertThat(source.resolve(repository.url(), "main", Duration.ZERO).sha()).isEqualTo(second);
  }

  @Test
  void aCommitThatIsOnDiskIsNotFetchedAgain() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");
    text("main", "a.yaml");
    text("main", "a.yaml");

    assertThat(requests).containsExactly(GitObserver.Request.LS_REFS, GitObserver.Request.FETCH);
  }

  @Test
  void aNewProcessFindsTheCopyOnDisk() throws Exception {
    String sha = repository.write("a.yaml", "a: 1").commit("first");
    text("main", "a.yaml");
    source.close();
    requests.clear();

    source = sourceWith(GitSettings.in(temp.resolve("cache")).withFileUrls(true));

    assertThat(text(sha, "a.yaml")).isEqualTo("a: 1");
    assertThat(requests).isEmpty();
  }

  @Test
  void aDamagedCopyIsMadeAnew() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");
    text("main", "a.yaml");
    source.close();
    try (Stream<Path> copies = Files.list(temp.resolve("cache"))) {
      Path copy = copies.findFirst().orElseThrow();
      Files.writeString(copy.resolve("config"), "[core\nbroken");
      Files.writeString(copy.resolve("HEAD.lock"), "");
    }

    source = sourceWith(GitSettings.in(temp.resolve("cache")).withFileUrls(true));

    assertThat(text("main", "a.yaml")).isEqualTo("a: 1");
  }

  @Test
  void theLeastUsedCopyGoesWhenTheFolderIsFull() throws Exception {
    source.close();
    source =
        sourceWith(GitSettings.in(temp.resolve("cache")).withFileUrls(true).withCacheLimitBytes(1));
    repository.write("a.yaml", "a: 1").commit("first");

    assertThat(text("main", "a.yaml")).isEqualTo("a: 1");
    try (Stream<Path> copies = Files.list(temp.resolve("cache"))) {
      assertThat(copies).isEmpty();
    }
    assertThat(text("main", "a.yaml")).isEqualTo("a: 1");
  }

  @Test
  void aCopyIsMeasuredAfterAFetchNotAtEachUse() throws Exception {
    source.close();
    source =
        sourceWith(
            GitSettings.in(temp.resolve("cache")).withFileUrls(true).withCacheLimitBytes(300_000));
    String sha = repository.write("a.yaml", "a: 1").commit("first");
    assertThat(text(sha, "a.yaml")).isEqualTo("a: 1");
    Path ballast;
    try (Stream<Path> copies = Files.list(temp.resolve("cache"))) {
      ballast = copies.findFirst().orElseThrow().resolve("ballast");
    }
    Files.write(ballast, new byte[400_000]);

    assertThat(text(sha, "a.yaml")).isEqualTo("a: 1");
    assertThat(ballast).exists();

    String next = repository.write("a.yaml", "a: 2").commit("second");
    assertThat(text(next, "a.yaml")).isEqualTo("a: 2");
    assertThat(ballast).doesNotExist();
  }

  @Test
  void tenantsShareNoListOfRefsAndNoCopy() throws Exception {
    String sha = repository.write("a.yaml", "a: 1").commit("first");
    GitSource red = source.forTenant("red");
    GitSource blue = source.forTenant("blue");
    assertThat(red.resolve(repository.url(), "main", HOUR).sha()).isEqualTo(sha);
    assertThat(red.resolve(repository.url(), "main", HOUR).sha()).isEqualTo(sha);
    assertThat(requests).hasSize(1);
    assertThat(blue.resolve(repository.url(), "main", HOUR).sha()).isEqualTo(sha);
    assertThat(requests).hasSize(2);

    ResolvedRevision revision = new ResolvedRevision(sha, sha, Optional.empty());
    try (GitTree _ = red.open(repository.url(), revision);
        GitTree _ = blue.open(repository.url(), revision)) {
      assertThat(requests).filteredOn(GitObserver.Request.FETCH::equals).hasSize(2);
    }
  }

  @Test
  void equalDirectoriesOfTwoCommitsHaveOneHash() throws Exception {
    String first = repository.write("app/a.yaml", "a: 1").write("b.yaml", "b: 1").commit("first");
    String second = repository.write("b.yaml", "b: 2").commit("second");

    try (GitTree one = opened(first);
        GitTree two = opened(second)) {
      assertThat(one.directoryHash("app")).isPresent().isEqualTo(two.directoryHash("./app/"));
      assertThat(one.directoryHash("")).isNotEqualTo(two.directoryHash("."));
      assertThat(one.directoryHash("nowhere")).isEmpty();
      assertThat(one.directoryHash("b.yaml")).isEmpty();
    }
  }

  @Test
  void onlyWhatIsWantedIsRead() throws Exception {
    repository
        .write("app/a.yaml", "a: 1")
        .write("app/photo.png", "not wanted")
        .write("app/deep/b.yaml", "b: 1")
        .commit("first");

    try (GitTree tree = opened("main")) {
      TreeSnapshot flat = tree.directory("app", path -> path.endsWith(".yaml"));
      TreeSnapshot deep = tree.directory("app", path -> path.matches(".*(\\.yaml|/)"));

      assertThat(flat.files()).extracting(TreeFile::path).containsExactly("a.yaml");
      assertThat(deep.files()).extracting(TreeFile::path).containsExactly("a.yaml", "deep/b.yaml");
      assertThat(deep.pathInRepository(deep.files().getLast())).isEqualTo("app/deep/b.yaml");
    }
  }

  @Test
  void linksInsideTheRepositoryAreFollowed() throws Exception {
    repository
        .write("base/a.yaml", "a: 1")
        .link("app/file.yaml", "../base/a.yaml")
        .link("app/folder", "../base")
        .commit("first");

    try (GitTree tree = opened("main")) {
      assertThat(tree.directory("app", path -> true).files())
          .extracting(TreeFile::path)
          .containsExactly("file.yaml", "folder/a.yaml");
    }
  }

  @Test
  void theHashOfADirectoryCoversWhereItsLinksLead() throws Exception {
    String first = repository.write("base/a", "1").link("app/out", "../base").commit("first");
    String second = repository.write("base/a", "2").commit("second");

    try (GitTree one = opened(first);
        GitTree two = opened(second)) {
      String hash = two.directory("app", path -> true).hash();
      assertThat(one.directoryHash("app")).isEqualTo(two.directoryHash("app"));
      assertThat(hash).isNotEqualTo(one.directory("app", path -> true).hash());
    }
  }

  @Test
  void aLinkBackIntoItsOwnDirectoryIsNotFollowed() throws Exception {
    repository
        .write("app/a.yaml", "a: 1")
        .write("base/b.yaml", "b: 1")
        .link("app/self", ".")
        .link("app/base", "../base")
        .link("base/app", "../app")
        .link("app/top", "..")
        .commit("loops");

    try (GitTree tree = opened("main")) {
      assertThat(tree.directory("app", path -> true).files())
          .extracting(TreeFile::path)
          .containsExactly("a.yaml", "base/b.yaml", "top/base/b.yaml");
    }
  }

  @Test
  void linksThatLeaveTheRepositoryAreRefused() throws Exception {
    repository.link("app/passwd.yaml", "/etc/passwd").commit("absolute");
    repository.link("up/out.yaml", "../../outside.yaml").commit("relative");

    try (GitTree tree = opened("main")) {
      assertFailure(() -> tree.directory("app", path -> true), GitFailure.BadSymlink.class)
          .contains("app/passwd.yaml -> /etc/passwd", "leaves the repository");
      assertFailure(() -> tree.directory("up", path -> true), GitFailure.BadSymlink.class)
          .contains("leaves the repository");
    }
  }

  @Test
  void aLinkThatLeadsToNothingIsLeftToThoseWhoNeedIt() throws Exception {
    String first =
        repository
            .link("app/dead.yaml", "../other/missing.yaml")
            .link("app/loop.yaml", "pool.yaml")
            .link("app/pool.yaml", "loop.yaml")
            .commit("links");
    String second = repository.write("other/missing.yaml", "a: 1").commit("here it is");

    try (GitTree tree = opened(first);
        GitTree newer = opened(second)) {
      TreeSnapshot before = tree.directory("app", path -> true);
      assertThat(before.files())
          .containsExactly(
              new TreeFile.BrokenLink(
                  "dead.yaml", "../other/missing.yaml", "the commit has nothing there"),
              new TreeFile.BrokenLink("loop.yaml", "pool.yaml", "it leads from link to link"),
              new TreeFile.BrokenLink("pool.yaml", "loop.yaml", "it leads from link to link"));
      assertThat(newer.directory("app", path -> true).hash()).isNotEqualTo(before.hash());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../evil.yaml", "/var/abs.yaml", "..", ".", ".GIT", "a/b.yaml", "a\\b.yaml"})
  void aTreeMadeByHandCannotNameWhatNoFileIsCalled(String name) throws Exception {
    String _ = repository.commitEntry(name);

    try (GitTree tree = opened("main")) {
      assertFailure(() -> tree.directory("app", path -> true), GitFailure.BadName.class)
          .contains("an entry in app");
    }
  }

  @ParameterizedTest
  @CsvSource({"101, 1", "2000, 250", "17, 250", "20000, 1"})
  void aTreeThatIsTooDeepIsRefused(int levels, int length) throws Exception {
    String _ = repository.commitNested(levels, "d".repeat(length));

    try (GitTree tree = opened("main")) {
      assertFailure(() -> tree.directory("app", path -> true), GitFailure.TooDeep.class)
          .contains("directory app", "100 directories in each other", "a path of 4096 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({"99, 1", "16, 250"})
  void aTreeAsDeepAsAFileSystemTakesItIsRead(int levels, int length) throws Exception {
    String _ = repository.commitNested(levels, "d".repeat(length));

    try (GitTree tree = opened("main")) {
      assertThat(tree.directory("app", path -> true).files())
          .singleElement()
          .extracting(TreeFile::path)
          .isEqualTo(("d".repeat(length) + "/").repeat(levels) + "a.yaml");
    }
  }

  @Test
  void pathsCountAsBytesOfTheCommit() throws Exception {
    String _ = repository.commitNested(16, "d".repeat(250));
    source.close();
    source =
        sourceWith(
            GitSettings.in(temp.resolve("cache"))
                .withFileUrls(true)
                .withSnapshotLimitBytes(20_000));

    try (GitTree tree = opened("main")) {
      assertFailure(() -> tree.directory("app", path -> true), GitFailure.TooLarge.class)
          .contains("20000 bytes");
    }
  }

  @Test
  void lfsPointersAndSubmodulesAreNamed() throws Exception {
    repository
        .write("app/big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
        .commit("pointer");
    repository.submodule("app/other");
    repository.write("app/a.yaml", "a: 1").commitIndex("submodule");

    try (GitTree tree = opened("main")) {
      assertThat(tree.directory("app", path -> true).files())
          .contains(new TreeFile.LfsPointer("big.yaml"), new TreeFile.Submodule("other"));
    }
  }

  @Test
  void aMissingPathIsNamedWithItsCommit() throws Exception {
    String sha = repository.write("app/a.yaml", "a: 1").commit("first");

    try (GitTree tree = opened("main")) {
      assertFailure(() -> tree.directory("apps", path -> true), GitFailure.NoSuchPath.class)
          .contains(sha, "apps");
      assertFailure(() -> tree.directory("app/a.yaml", path -> true), GitFailure.NoSuchPath.class);
      assertFailure(
          () -> tree.directory("../etc", path -> true), GitFailure.PathOutsideRepository.class);
      assertFailure(
          () -> tree.directory("/etc", path -> true), GitFailure.PathOutsideRepository.class);
    }
  }

  @Test
  void aDirectoryOverTheLimitIsRefused() throws Exception {
    source.close();
    source =
        sourceWith(
            GitSettings.in(temp.resolve("cache")).withFileUrls(true).withSnapshotLimitBytes(13));
    repository.write("small/a.yaml", "a: 1").write("large/a.yaml", "a: 12345678").commit("first");

    try (GitTree tree = opened("main")) {
      assertThat(tree.directory("small", path -> true).files()).hasSize(1);
      assertFailure(() -> tree.directory("large", path -> true), GitFailure.TooLarge.class)
          .contains("large", "13 bytes");
    }
    try (GitTree tree = opened("main")) {
      TreeSnapshot _ = tree.directory("small", path -> true);
      assertFailure(() -> tree.directory("small", path -> true), GitFailure.TooLarge.class);
    }
  }

  @Test
  void anUnknownRevisionIsNamed() throws Exception {
    repository.write("a.yaml", "a: 1").commit("first");

    assertFailure(() -> sha("release"), GitFailure.NoSuchRevision.class).contains("release");
    assertFailure(() -> sha("deadbee"), GitFailure.NoSuchRevision.class).contains("deadbee");
    assertFailure(() -> opened("d".repeat(40)), GitFailure.NoSuchRevision.class)
        .contains("d".repeat(40));
  }

  @Test
  void aRepositoryThatIsNotThereIsNamed() {
    RepositoryUrl nowhere = RepositoryUrl.parse("file://" + temp + "/nowhere");

    assertFailure(() -> source.resolve(nowhere, "main", HOUR), GitFailure.NoSuchRepository.class)
        .contains("nowhere");
  }

  @Test
  void aFailureIsRememberedForAMoment() {
    RepositoryUrl nowhere = RepositoryUrl.parse("file://" + temp + "/nowhere");

    for (int i = 0; i < 5; i++) {
      assertFailure(() -> source.resolve(nowhere, "main", HOUR), GitFailure.NoSuchRepository.class);
    }

    assertThat(requests).hasSize(1);
  }

  @Test
  void fileUrlsAreOffUnlessSwitchedOn() {
    source.close();
    source = sourceWith(GitSettings.in(temp.resolve("cache")));

    assertFailure(() -> sha("main"), GitFailure.UnusableUrl.class).contains("switched off");
  }

  private JGitSource sourceWith(GitSettings settings) {
    return JGitSource.open(
        settings,
        GitCredentialLookup.none(),
        (url, request, took, succeeded) -> requests.add(request),
        new GitClock(System::nanoTime, InstantSource.system()));
  }

  private String sha(String revision) {
    return source.resolve(repository.url(), revision, HOUR).sha();
  }

  private GitTree opened(String revision) {
    ResolvedRevision resolved = source.resolve(repository.url(), revision, HOUR);
    return source.open(repository.url(), resolved);
  }

  private String text(String revision, String path) {
    try (GitTree tree = opened(revision)) {
      TreeFile file = tree.directory("", p -> true).file(path).orElseThrow();
      return ((TreeFile.Content) file).text();
    }
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertFailure(
      ThrowingCallable call, Class<? extends GitFailure> expected) {
    return assertThatThrownBy(call)
        .asInstanceOf(type(GitException.class))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(expected))
        .extracting(GitException::getMessage)
        .asString();
  }
}
