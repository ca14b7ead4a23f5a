package dev.sealer.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a release with the real helm, in a cluster of its own with a simulated node: the CRDs
 * of the shared one belong to other tests.
 */
@KubernetesCluster(nodes = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartReleaseIT {

  private static final GenericKubernetesResource SEALED_SECRET =
      new GenericKubernetesResourceBuilder()
          .withApiVersion("bitnami.com/v1alpha1")
          .withKind("SealedSecret")
          .withNewMetadata()
          .withName("kept")
          .withNamespace("shop")
          .endMetadata()
          .addToAdditionalProperties("spec", Map.of("encryptedData", Map.of()))
          .build();

  private ControlPlane plane;
  private KubernetesClient client;
  private HelmChart chart;

  @BeforeAll
  void start(@TempDir Path folder) {
    HelmChart found = HelmChart.require(ChartReleaseIT.class, folder.resolve("helm"));
    plane = ControlPlane.start(ControlPlaneSpec.withNodes(folder.resolve("plane")));
    client = plane.client();
    chart = found.in(plane.kubeconfig());
    createNamespace("argocd", Map.of());
    createNamespace("shop", Map.of());
    createNamespace(
        HelmChart.NAMESPACE, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void aReleaseIsInstalledUpgradedRolledBackAndRemoved() {
    helm("install", "sealer", chart.folder().toString(), "--wait", "--timeout=90s");
    Map<String, String> installed = versions();
    assertThat(readyReplicas()).isEqualTo(2);
    createSecret();
    client.resource(SEALED_SECRET).create();

    helm("upgrade", "sealer", chart.folder().toString(), "--wait", "--timeout=90s");
    assertThat(withoutDeployment(versions()))
        .as("an upgrade to the same values changes nothing")
        .isEqualTo(withoutDeployment(installed));

    helm("upgrade", "sealer", chart.folder().toString(), "--set=replicaCount=3", "--wait");
    assertThat(readyReplicas()).isEqualTo(3);
    assertThat(withoutDeployment(versions()))
        .as("only the Deployment changes")
        .isEqualTo(withoutDeployment(installed));

    helm("rollback", "sealer", "1", "--wait", "--timeout=90s");
    assertThat(replicas()).isEqualTo(2);

    helm("uninstall", "sealer", "--wait", "--timeout=90s");
    assertThat(versions().keySet()).allMatch(name -> name.startsWith("CustomResourceDefinition/"));
    assertThat(versions()).hasSize(12);
    assertThat(client.resource(SEALED_SECRET).get()).isNotNull();
    assertThat(client.secrets().inNamespace(HelmChart.NAMESPACE).withName("key").get()).isNotNull();

    helm("install", "sealer", chart.folder().toString(), "--wait", "--timeout=90s");
    assertThat(readyReplicas()).as("a release finds the CRDs that it left").isEqualTo(2);
    helm("uninstall", "sealer", "--wait", "--timeout=90s");
  }

  @Test
  void everyOptionalObjectIsAccepted() {
    List<JsonNode> objects =
        chart.render(
            "--set=networkPolicy.enabled=true,networkPolicy.egress.enabled=true",
            "--set=metrics.dashboards.create=true,crds.create=false",
            "--set=rbac.scope=namespaces,namespaces={shop},sealedSecrets.apiAccess=token",
            "--set=rbac.proxierGroup=developers,priorityClassName=system-cluster-critical",
            "--set=serviceAccount.annotations.role=reader,image.pullSecrets={registry}");

    assertThat(objects).hasSizeGreaterThan(30);
    for (JsonNode object : objects) {
      GenericKubernetesResource accepted =
          client
              .resource(
                  client
                      .getKubernetesSerialization()
                      .convertValue(object, GenericKubernetesResource.class))
              .dryRun()
              .fieldManager("test")
              .forceConflicts()
              .serverSideApply();
      assertThat(accepted.getKind()).isEqualTo(object.path("kind").asText());
    }
  }

  /** The page is read as it is: what it shows is what runs. */
  @Test
  void theCommandsOfThePageWork() throws IOException {
    Path kubectl =
        Prerequisites.require(ChartReleaseIT.class.getName(), ToolBinaries.find(Tool.KUBECTL));
    Path root = ProjectFiles.find().root();
    String page = Files.readString(root.resolve("docs/operations/helm.md"));
    List<String> blocks =
        Pattern.compile("^```bash\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(3);

    String script =
        "set -euo pipefail\n"
            + String.join("", blocks)
            + "helm uninstall sealer -n sealer-system\n";
    CommandOutcome outcome =
        Command.of(List.of("bash", "-xc", script))
            .in(root)
            .with("KUBECONFIG", plane.kubeconfig().toString())
            .with(
                "PATH",
                chart.program().getParent()
                    + ":"
                    + kubectl.getParent()
                    + ":"
                    + System.getenv("PATH"))
            .run();

    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
  }

  private void helm(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--namespace=" + HelmChart.NAMESPACE);
    CommandOutcome outcome = chart.run(all.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
  }

  private void createNamespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  private void createSecret() {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("key")
                .withNamespace(HelmChart.NAMESPACE)
                .endMetadata()
                .addToStringData("value", Canary.random().value())
                .build())
        .create();
  }

  private int readyReplicas() {
    return Objects.requireNonNullElse(
        client
            .apps()
            .deployments()
            .inNamespace(HelmChart.NAMESPACE)
            .withName("sealer-operator")
            .get()
            .getStatus()
            .getReadyReplicas(),
        0);
  }

  private int replicas() {
    return client
        .apps()
        .deployments()
        .inNamespace(HelmChart.NAMESPACE)
        .withName("sealer-operator")
        .get()
        .getSpec()
        .getReplicas();
  }

  /** Returns the resource versions of the release's objects that exist, by kind and name. */
  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (JsonNode object : chart.render()) {
      GenericKubernetesResource live =
          client
              .resource(
                  client
                      .getKubernetesSerialization()
                      .convertValue(object, GenericKubernetesResource.class))
              .get();
      if (live != null) {
        versions.put(
            live.getKind() + "/" + live.getMetadata().getName(),
            live.getMetadata().getUid() + " " + live.getMetadata().getResourceVersion());
      }
    }
    return versions;
  }

  /** The status of these changes while Pods come and go. */
  private static Map<String, String> withoutDeployment(Map<String, String> versions) {
    Map<String, String> others = new TreeMap<>(versions);
    others
        .keySet()
        .removeIf(
            name -> name.startsWith("Deployment/") || name.startsWith("PodDisruptionBudget/"));
    return others;
  }
}
