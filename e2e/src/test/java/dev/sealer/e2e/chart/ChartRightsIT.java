package dev.sealer.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator with rights in single namespaces: it has what the chart gives its account, and the
 * flags that the chart gives its container.
 */
@KubernetesCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartRightsIT {

  private static final String OPTIONS =
      "--set=rbac.scope=namespaces,namespaces={shop},"
          + "gitopsSync.applicationNamespaces={team-a},gitopsSync.shards=2";

  private static final String APPLICATION =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: web, namespace: team-a}
      spec:
        project: default
        source: {repoURL: "https://git.example.com/team/app", path: web}
        destination: {server: https://kubernetes.default.svc, namespace: shop}
      """;

  private ControlPlane plane;
  private KubernetesClient client;
  private HelmChart chart;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    HelmChart found = HelmChart.require(ChartRightsIT.class, folder.resolve("helm"));
    plane = ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder.resolve("plane")));
    client = plane.client();
    chart = found.in(plane.kubeconfig());
    for (String name : List.of(HelmChart.NAMESPACE, "argocd", "shop", "other", "team-a")) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void rightsByNamespaceAreEnough() {
    chart
        .run(
            "install",
            "sealer",
            chart.folder().toString(),
            OPTIONS,
            "--namespace",
            HelmChart.NAMESPACE)
        .orThrow();
    Path kubeconfig =
        plane.writeKubeconfigFor(
            HelmChart.NAMESPACE, Installation.SERVICE_ACCOUNT, folder.resolve("kubeconfig"));
    OperatorProcess.Settings settings =
        OperatorProcess.Settings.of(ProjectFiles.find(), kubeconfig, folder)
            .withFlags(flags().toArray(String[]::new));
    String value = Canary.random().value();

    try (OperatorProcess operator = OperatorProcess.start(settings)) {
      apply(externalSecret(value));
      Observed shop = new Observed(client, "shop");
      shop.await(
          "the Secret is there",
          () -> shop.secretValue("api", "url").filter(value::equals).isPresent());
      assertThat(operator.metrics()).contains("sealer_sealing_keys 1.0");

      apply(APPLICATION);
      new Observed(client, "team-a")
          .await(
              "the Application is refused, because no project allows its namespace",
              () -> status("team-a", "web").contains("spec.sourceNamespaces must name it"));
    }
    assertThat(may("list", "")).isFalse();
    assertThat(may("get", "other")).isFalse();
    assertThat(may("create", "shop")).isTrue();
  }

  private String status(String namespace, String name) {
    return String.valueOf(
        client
            .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
            .inNamespace(namespace)
            .withName(name)
            .get()
            .getAdditionalProperties()
            .get("status"));
  }

  private static String externalSecret(String value) {
    return """
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: store, namespace: shop}
    spec: {provider: {fake: {data: [{key: url, value: '%s'}]}}}
    ---
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: api, namespace: shop}
    spec:
      secretStoreRef: {name: store, kind: SecretStore}
      target: {name: api}
      data: [{secretKey: url, remoteRef: {key: url}}]
    """
        .formatted(value);
  }

  /** Those of the container, but for its own paths. */
  private List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("--key-size=2048"));
    for (JsonNode object : chart.render(OPTIONS)) {
      object
          .at("/spec/template/spec/containers/0/args")
          .forEach(argument -> flags.add(argument.asText()));
    }
    flags.removeIf(flag -> flag.startsWith("--cache-folder="));
    assertThat(flags).hasSizeGreaterThan(3);
    return flags;
  }

  private void apply(String yaml) {
    client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).serverSideApply();
  }

  private boolean may(String verb, String namespace) {
    try (KubernetesClient operator =
        new KubernetesClientBuilder()
            .withConfig(plane.configFor(HelmChart.NAMESPACE, Installation.SERVICE_ACCOUNT))
            .build()) {
      return operator
          .authorization()
          .v1()
          .selfSubjectAccessReview()
          .create(
              new SelfSubjectAccessReviewBuilder()
                  .withNewSpec()
                  .withNewResourceAttributes()
                  .withVerb(verb)
                  .withResource("secrets")
                  .withNamespace(namespace)
                  .endResourceAttributes()
                  .endSpec()
                  .build())
          .getStatus()
          .getAllowed();
    }
  }
}
