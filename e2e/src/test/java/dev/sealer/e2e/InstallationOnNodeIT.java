package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;
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
 * The image, installed by the commands of the README with the chart's defaults, on a real node. Its
 * Pods are ready, what they make reaches the Pods of an application, and killing them loses
 * nothing.
 */
@ResourceLock(ShippedCluster.LOCK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallationOnNodeIT {

  private static final String KEYS = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static final String APPLICATION = "shop";

  private ShippedCluster cluster;
  private Observed shop;
  private GitRepository repository;
  private String sealed;
  private String external;

  @BeforeAll
  void install(@TempDir Path folder) {
    ShippedCluster.require(InstallationOnNodeIT.class);
    cluster = ShippedCluster.start(folder);
    cluster.install();
    deploy();
  }

  private void deploy() {
    sealed = cluster.canary();
    external = storeValue();
    cluster.createNamespace(APPLICATION);
    seal("sealed", sealed);
    cluster.apply(APPLICATION, Workloads.external(external));
    repository = cluster.gitServer().createPublic(APPLICATION);
    repository.commit(GitCommit.of("Run web").file("app/web.yaml", Workloads.deployment(true)));
    cluster.apply(
        Installation.APPLICATIONS_NAMESPACE, Workloads.application(APPLICATION, repository.url()));
    shop = cluster.observed(APPLICATION);
    shop.await(() -> "Healthy, but " + status(), () -> health().equals("Healthy"));
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      try {
        assertNoneEndedForItsMemory();
        cluster.assertNothingLeaked();
      } finally {
        cluster.close();
      }
    }
  }

  @Test
  void valuesReachPodsAsVariablesAndFilesAndChangedOnesTheFiles() {
    Pod pod = pods(APPLICATION).getFirst();
    assertThat(Workloads.served(pod, "sealed-variable")).isEqualTo(sealed);
    assertThat(Workloads.served(pod, "sealed-file")).isEqualTo(sealed);
    assertThat(Workloads.served(pod, "external-variable")).isEqualTo(external);
    assertThat(Workloads.served(pod, "external-file")).isEqualTo(external);

    String newSealed = cluster.canary();
    String newExternal = storeValue();
    seal("sealed", newSealed);
    cluster.apply(APPLICATION, Workloads.external(newExternal));
    shop.await(
        "the files have the new values",
        () ->
            Workloads.served(pod, "sealed-file").equals(newSealed)
                && Workloads.served(pod, "external-file").equals(newExternal));
    assertThat(Workloads.served(pod, "sealed-variable"))
        .as("a variable stays for the life of its Pod")
        .isEqualTo(sealed);
  }

  @Test
  void aVersionThatFailsItsProbeIsDegradedUntilItIsReverted() {
    List<String> serving = names(pods(APPLICATION));
    String bad =
        repository.commit(
            GitCommit.of("Break web").file("app/web.yaml", Workloads.deployment(false)));
    refresh();
    shop.await(() -> "Degraded, but " + status(), () -> health().equals("Degraded"));
    assertThat(names(pods(APPLICATION).stream().filter(Readiness::isPodReady).toList()))
        .as("Pods of the version before go on to serve")
        .isNotEmpty()
        .isSubsetOf(serving);

    String good = repository.revert(bad);
    refresh();
    shop.await(
        () -> "Healthy at " + good + ", but " + status(),
        () -> health().equals("Healthy") && field("sync", "revision").equals(good));
    assertThat(pods(APPLICATION)).hasSize(2).allMatch(Readiness::isPodReady);
  }

  @Test
  void whatIsSealedWhileContainersAreDeadIsUnsealedAfterwards() {
    Map<String, String> before = kept();
    cluster.node().killKubelet();
    seal("kubelet-dead", cluster.canary());
    shop.await(
        "the operator works without the kubelet",
        () -> shop.secretValue("kubelet-dead", "password").isPresent());

    String manifest = cluster.seal(APPLICATION, "containers-dead", cluster.canary());
    cluster.node().killContainers("sealer-operator");
    cluster.apply(APPLICATION, manifest);
    cluster.node().restartKubelet();
    shop.await(
        "it is unsealed by containers that were started again",
        () -> shop.secretValue("containers-dead", "password").isPresent());
    assertThat(containers()).anyMatch(container -> container.getRestartCount() > 0);
    assertThat(kept()).containsAllEntriesOf(before);
    assertThat(health()).isEqualTo("Healthy");
  }

  @Test
  void whatIsSealedWhilePodsAreDeletedIsUnsealedByNewOnes() {
    Map<String, String> before = kept();
    List<Pod> old = pods(Installation.NAMESPACE);
    String manifest = cluster.seal(APPLICATION, "pods-deleted", cluster.canary());
    cluster.client().resourceList(old).withGracePeriod(0).delete();
    cluster.apply(APPLICATION, manifest);

    shop.await(
        "it is unsealed by new Pods",
        () -> shop.secretValue("pods-deleted", "password").isPresent());
    cluster.run("kubectl rollout status -n sealer-system deployment/sealer-operator");
    assertThat(names(pods(Installation.NAMESPACE))).doesNotContainAnyElementsOf(names(old));
    assertThat(kept()).containsAllEntriesOf(before);
    assertThat(health()).isEqualTo("Healthy");
  }

  /** After all others, which use what is granted. */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyRightIsUsedOrExplainedAndNoneIsMissing() {
    List<AuditEntry> entries =
        cluster.audited(
            AuditFilter.any().serviceAccount(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT));
    assertThat(entries).filteredOn(entry -> entry.code() == 403).as("refused").isEmpty();

    NavigableSet<String> unused = GrantedRights.of(cluster.client());
    entries.stream().map(GrantedRights::neededFor).forEach(unused::remove);
    assertThat(unused).filteredOn(right -> !GrantedRights.isExplained(right)).isEmpty();
  }

  private void assertNoneEndedForItsMemory() {
    assertThat(containers()).isNotEmpty().noneMatch(InstallationOnNodeIT::endedForItsMemory);
  }

  private static boolean endedForItsMemory(ContainerStatus container) {
    return container.getLastState().getTerminated() != null
        && "OOMKilled".equals(container.getLastState().getTerminated().getReason());
  }

  private List<ContainerStatus> containers() {
    return pods(Installation.NAMESPACE).stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .toList();
  }

  /** Not a secret: the Fake store has it in its spec. */
  private static String storeValue() {
    return "value-" + UUID.randomUUID();
  }

  /** By default, Git is asked every two minutes. */
  private void refresh() {
    cluster.run(
        "kubectl annotate application -n argocd shop argocd.argoproj.io/refresh=normal --overwrite");
  }

  private void seal(String name, String password) {
    cluster.apply(APPLICATION, cluster.seal(APPLICATION, name, password));
  }

  /** The identity and the values of each sealing key and of each Secret of the application. */
  private Map<String, String> kept() {
    KubernetesClient client = cluster.client();
    return Stream.concat(
            client.secrets().inAnyNamespace().withLabel(KEYS).list().getItems().stream(),
            client.secrets().inNamespace(APPLICATION).list().getItems().stream())
        .collect(
            Collectors.toMap(
                secret -> secret.getMetadata().getName(),
                secret -> secret.getMetadata().getUid() + secret.getData().hashCode()));
  }

  private List<Pod> pods(String namespace) {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private String health() {
    return field("health", "status");
  }

  private String field(String first, String second) {
    return shop.application(
        Installation.APPLICATIONS_NAMESPACE, APPLICATION, "status", first, second);
  }

  private String status() {
    return shop.application(Installation.APPLICATIONS_NAMESPACE, APPLICATION, "status");
  }
}
