package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.engine.MemoryGit;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of builds that take too long, with a script in place of Kustomize. */
class KustomizeBuildTest {

  private static final Duration NEVER = Duration.ofMinutes(5);

  @TempDir private Path temp;
  private final MemoryGit git = new MemoryGit();

  /** Returns a program that notes each run in a file, and then takes {@code seconds}. */
  private Path program(int seconds) throws IOException {
    Path script = temp.resolve("kustomize");
    Files.writeString(
        script, "#!/bin/sh\necho run >> '%s'\nexec sleep %d\n".formatted(runs(), seconds));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private Path runs() {
    return temp.resolve("runs");
  }

  private RenderSettings settings(int seconds, Duration limit) throws IOException {
    Path program = program(seconds);
    return new RenderSettings(
        program, temp.resolve("work"), limit, 1024 * 1024 * 1024, 1024, 1024, 1);
  }

  private GitTree tree() {
    String _ = git.commit("app/kustomization.yaml", "resources: []\n");
    RepositoryUrl url = RepositoryUrl.parse(MemoryGit.URL);
    return git.open(url, git.resolve(url, "main", Duration.ZERO));
  }

  private void awaitRun() throws InterruptedException {
    while (!Files.exists(runs())) {
      Thread.sleep(5);
    }
  }

  @Test
  void aBuildThatWaitsForOthersGivesUp() throws Exception {
    KustomizeBuild builds = new KustomizeBuild(settings(600, NEVER), Duration.ofMillis(20));
    try (GitTree tree = tree();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      KustomizationGraph graph = KustomizationGraph.read(tree, "app", null);
      Future<String> first = other.submit(() -> builds.run(graph, "app"));
      awaitRun();

      assertThatThrownBy(() -> builds.run(graph, "app"))
          .isInstanceOf(BuildTroubleException.class)
          .hasMessage(
              "kustomize build app waits for other builds, of which 1 may run at a time; it is tried"
                  + " again");
      assertThat(Files.readAllLines(runs())).hasSize(1);
      assertThat(first.cancel(true)).isTrue();
    }
  }

  @Test
  void aBuildThatWaitsForOthersCanBeInterrupted() throws Exception {
    KustomizeBuild builds = new KustomizeBuild(settings(600, NEVER), NEVER);
    try (GitTree tree = tree();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      KustomizationGraph graph = KustomizationGraph.read(tree, "app", null);
      Future<String> first = other.submit(() -> builds.run(graph, "app"));
      awaitRun();

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> builds.run(graph, "app"))
          .isInstanceOf(BuildTroubleException.class)
          .hasMessage("the build of app was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(first.cancel(true)).isTrue();
    }
  }

  @Test
  void aBuildThatWasStoppedIsNotRepeatedForTheSameContent() throws Exception {
    SourceRenderer renderer = new SourceRenderer(settings(600, Duration.ofMillis(200)));
    ApplicationSource source =
        Json.typed(
            KubeYaml.readDocument("{repoURL: '" + MemoryGit.URL + "', path: app}", "test")
                .content(),
            ApplicationSource.class);
    try (GitTree tree = tree()) {
      for (String end : List.of("and was stopped", "after 10 minutes", "after 10 minutes")) {
        assertThatThrownBy(() -> renderer.render(tree, source))
            .isInstanceOf(BuildTroubleException.class)
            .hasMessageContaining("took longer than")
            .hasMessageEndingWith(end);
      }

      renderer.forgetAll();
      assertThatThrownBy(() -> renderer.render(tree, source))
          .hasMessageEndingWith("and was stopped");
    }
  }
}
