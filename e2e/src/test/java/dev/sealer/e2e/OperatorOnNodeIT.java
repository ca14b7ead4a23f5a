package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.node.PodMemory;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The memory of the operator's Pods, as their control groups count it, and the way to another
 * version and back. The order matters: an idle operator has done nothing yet.
 */
@ResourceLock(ShippedCluster.LOCK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorOnNodeIT {

  private static final long MIB = 1024 * 1024;
  private static final int MANY = 2_000;
  private static final String VERSION = "0.1.0";
  private static final String NEWER = "0.1.1";

  private Path folder;
  private ShippedCluster cluster;

  @BeforeAll
  void install(@TempDir Path temp) {
    folder = temp;
    ShippedCluster.require(OperatorOnNodeIT.class);
    cluster = ShippedCluster.start(folder.resolve("cluster"));
    cluster.install();
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      try {
        cluster.assertNothingLeaked();
      } finally {
        cluster.close();
      }
    }
  }

  @Test
  @Order(1)
  void anIdleOperatorTakesAtMost130MiB() {
    assertThat(operators())
        .hasSize(2)
        .allSatisfy(pod -> assertThat(PodMemory.of(pod).workingSet()).isLessThan(130 * MIB));
  }

  @Test
  @Order(2)
  void with2000SealedSecretsItTakesAtMost190MiB() {
    cluster.createNamespace("many");
    for (String manifest : sealed("many", MANY)) {
      cluster.apply("many", manifest);
    }
    cluster
        .observed("many")
        .await(
            "all are unsealed",
            () -> cluster.client().secrets().inNamespace("many").list().getItems().size() == MANY);
    assertThat(operators())
        .hasSize(2)
        .allSatisfy(pod -> assertThat(PodMemory.of(pod).workingSet()).isLessThan(190 * MIB));
  }

  @Test
  @Order(3)
  void anUpgradeAndARollbackLeaveNoGap() throws IOException {
    cluster.createNamespace("steady");
    cluster.importImage(ShippedCluster.IMAGE.replace(VERSION, NEWER));
    Path newer = newerChart();
    String key = cluster.run("sealer cert fetch");

    try (SteadyUse use = new SteadyUse()) {
      String _ = cluster.run("helm upgrade sealer " + newer + " -n sealer-system --wait");
      assertThat(images()).containsExactly("sealer-operator:" + NEWER);
      assertThat(columnsOfSealedSecrets()).contains("Next");
      use.awaitMore();

      String _ = cluster.run("helm rollback sealer 1 -n sealer-system --wait");
      assertThat(images()).containsExactly("sealer-operator:" + VERSION);
      assertThat(columnsOfSealedSecrets()).doesNotContain("Next");
      use.awaitMore();
      assertThat(use.failures()).isEmpty();
    }
    assertThat(cluster.run("sealer cert fetch")).as("the sealing key").isEqualTo(key);
    assertThat(cluster.client().secrets().inNamespace("many").list().getItems()).hasSize(MANY);
  }

  /** Sealed for the whole cluster, so that one sealed value serves under many names. */
  private List<String> sealed(String namespace, int count) {
    String manifest = cluster.seal(namespace, "one", cluster.canary(), "cluster-wide");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(manifest.replace("name: one", "name: one-" + i));
    }
    return all;
  }

  private List<Pod> operators() {
    return cluster.client().pods().inNamespace(Installation.NAMESPACE).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private Set<String> images() {
    return operators().stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .collect(Collectors.toSet());
  }

  /** Returns the chart as its next version, with another image and one more column of a kind. */
  private Path newerChart() throws IOException {
    Path chart = ProjectFiles.find().root().resolve("charts/sealer");
    Path copy = folder.resolve("newer");
    try (Stream<Path> files = Files.walk(chart, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(chart.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    edit(copy.resolve("Chart.yaml"), VERSION, NEWER);
    edit(
        copy.resolve("files/crds/sealedsecrets.bitnami.com.yaml"),
        "additionalPrinterColumns:",
        "additionalPrinterColumns:\n    - {name: Next, type: string, jsonPath: .metadata.uid}");
    return copy;
  }

  private static void edit(Path file, String text, String with) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, with));
  }

  private List<String> columnsOfSealedSecrets() {
    return cluster
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("sealedsecrets.bitnami.com")
        .get()
        .getSpec()
        .getVersions()
        .getFirst()
        .getAdditionalPrinterColumns()
        .stream()
        .map(CustomResourceColumnDefinition::getName)
        .toList();
  }

  /** Somebody who fetches the certificate, seals a Secret and waits for it, again and again. */
  private final class SteadyUse implements AutoCloseable {
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean ends;

    SteadyUse() {
      Future<?> _ =
          thread.submit(() -> {
            while (!ends) {
              use("steady-" + rounds.get());
              rounds.incrementAndGet();
            }
          });
    }

    private void use(String name) {
      Observed steady = cluster.observed("steady");
      String value = cluster.canary();
      try {
        cluster.apply("steady", cluster.seal("steady", name, value));
        steady.await(
            name + " is unsealed",
            () -> steady.secretValue(name, "password").filter(value::equals).isPresent());
      } catch (RuntimeException e) {
        failures.add(name + ": " + e.getMessage());
      }
    }

    /** Waits until it has done some rounds that began after now. */
    void awaitMore() {
      int enough = rounds.get() + 3;
      cluster.observed("steady").await("more rounds", () -> rounds.get() >= enough);
    }

    List<String> failures() {
      return failures;
    }

    @Override
    public void close() {
      ends = true;
      thread.close();
    }
  }
}
