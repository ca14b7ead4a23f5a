package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows works: its manifests are accepted, its commands run in order. */
@KubernetesCluster(nodes = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationIT {

  /** Run by CI itself, with everything required. */
  private static final Set<String> RUN_BY_CI = Set.of("mvn verify\n", "./quickstart --once\n");

  /**
   * What the install commands make takes the place of the operator that runs beside the cluster.
   */
  private static final String INSTALLS = "-k operator/install";

  private final Path root = ProjectFiles.find().root();
  private Workbench bench;
  private ControlPlane plane;
  private Path folder;

  @BeforeAll
  void set(ControlPlane controlPlane, @TempDir Path temporary) {
    plane = controlPlane;
    folder = temporary;
    bench = Workbench.set(plane, temporary, Map.of());
    bench.publishThroughApiServer();
  }

  @AfterAll
  void close() {
    bench.close();
  }

  @TestFactory
  Stream<DynamicTest> manifestsAreAccepted() {
    return pages().stream()
        .flatMap(page ->
            FencedBlocks.of(read(page), "yaml").stream()
                .map(yaml -> DynamicTest.dynamicTest(name(page, yaml), () -> accept(yaml))));
  }

  @TestFactory
  Stream<DynamicTest> exampleFilesAreAccepted() throws IOException {
    return files(root.resolve("docs/examples"), ".yaml").stream()
        .filter(file -> !file.endsWith("kustomization.yaml"))
        .filter(file -> !file.endsWith("replicas.yaml"))
        .map(file ->
            DynamicTest.dynamicTest(root.relativize(file).toString(), () -> accept(read(file))));
  }

  @TestFactory
  Stream<DynamicTest> commandsRunInOrder() {
    return pages().stream()
        .filter(page -> !commands(page).isEmpty())
        .map(page -> DynamicTest.dynamicTest(root.relativize(page).toString(), () -> run(page)));
  }

  private void accept(String yaml) {
    List<HasMetadata> objects =
        plane
            .client()
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .items();
    assertThat(objects).isNotEmpty();
    for (HasMetadata object : objects) {
      HasMetadata accepted =
          plane
              .client()
              .resource(object)
              .dryRun()
              .fieldManager("documentation")
              .forceConflicts()
              .serverSideApply();
      assertThat(accepted.getKind()).isEqualTo(object.getKind());
    }
  }

  private void run(Path page) {
    List<String> following = new ArrayList<>();
    for (String block : commands(page)) {
      if (block.contains(INSTALLS)) {
        bench.unpublish();
        run(block);
        bench.standInForDeployment();
      } else {
        following.add(block);
      }
    }
    run(String.join("\n", following));
  }

  private void run(String commands) {
    String script = "set -euo pipefail\n" + commands;
    CommandOutcome outcome =
        Command.of(List.of("bash", "-x", "-c", script))
            .with("KUBECONFIG", plane.kubeconfig().toString())
            .with("SEALED_SECRETS_CONTROLLER_NAMESPACE", Installation.NAMESPACE)
            .with("XDG_STATE_HOME", folder.resolve("state").toString())
            .with("PATH", root.resolve("bin") + ":" + System.getenv("PATH"))
            .in(workspace())
            .run();

    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
  }

  private List<String> commands(Path page) {
    return FencedBlocks.of(read(page), "bash").stream()
        .filter(block -> !RUN_BY_CI.contains(block))
        .toList();
  }

  /**
   * A folder that looks like the project's root and takes what the commands write; {@code gitops}
   * is the reader's own repository.
   */
  private Path workspace() {
    try {
      gitops();
      for (String name : List.of("docs", "crds", "operator")) {
        Path link = folder.resolve(name);
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, root.resolve(name));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void gitops() throws IOException {
    Path gitops = folder.resolve("gitops");
    if (!Files.exists(gitops)) {
      Files.createDirectory(gitops);
      String manifest =
          """
          apiVersion: v1
          kind: Secret
          metadata: {name: database, namespace: shop}
          stringData: {password: %s}
          """
              .formatted(bench.canary());
      Files.writeString(gitops.resolve("database.yaml"), bench.sealing().apply(manifest));
      String commit =
          "git init -q -b main && git add . && git -c user.name=Jane -c user.email=jane@example.org"
              + " commit -qm 'Seal the database password'";
      Command.of(List.of("sh", "-c", commit)).in(gitops).run().orThrow();
    }
  }

  /** The pages to follow step by step; the specifications show fragments. */
  private List<Path> pages() {
    return Stream.of("README.md", "docs/guide.md", "docs/operations.md")
        .map(root::resolve)
        .toList();
  }

  private static List<Path> files(Path below, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private String name(Path page, String block) {
    return root.relativize(page) + ": " + block.lines().skip(1).findFirst().orElse(block);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
