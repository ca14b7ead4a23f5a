package dev.sealer.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubernetesCluster
final class ApiServerIT {
  private final ControlPlane plane;
  private final KubernetesClient client;

  ApiServerIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @Test
  void takesServerSideApplyAndRefusesAConflictingOwner(@FreshNamespace String namespace) {
    ConfigMap live =
        client
            .configMaps()
            .inNamespace(namespace)
            .resource(configMap(namespace, "one"))
            .fieldManager("first")
            .serverSideApply();
    assertThat(live.getMetadata().getManagedFields())
        .extracting(f -> f.getManager() + "/" + f.getOperation())
        .containsExactly("first/Apply");
    assertThatThrownBy(() ->
            client
                .configMaps()
                .inNamespace(namespace)
                .resource(configMap(namespace, "two"))
                .fieldManager("second")
                .serverSideApply())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409))
        .hasMessageContaining("first");
  }

  @Test
  void logsRequestsWithoutTheContentsOfSecrets(@FreshNamespace String namespace)
      throws IOException {
    String canary = "canary-" + UUID.randomUUID();
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("s")
            .withNamespace(namespace)
            .endMetadata()
            .withStringData(Map.of("k", canary))
            .build();
    AuditLog.Mark before = plane.auditLog().mark();
    client.resource(secret).dryRun().fieldManager("test").serverSideApply();
    client.resource(secret).fieldManager("test").serverSideApply();
    client.secrets().inNamespace(namespace).withName("s").get();

    AuditFilter ours = AuditFilter.any().resource("secrets").namespace(namespace).name("s");
    assertThat(plane.auditLog().entries(before, ours))
        .extracting(AuditEntry::verb, AuditEntry::code, AuditEntry::dryRun)
        .containsExactly(
            tuple("patch", 201, true), tuple("patch", 201, false), tuple("get", 200, false));
    assertThat(plane.auditLog().entries(before, AuditFilter.writes().namespace(namespace)))
        .hasSize(1)
        .allSatisfy(e -> assertThat(e.user()).isEqualTo("testbed:admin"));
    assertThat(Files.readString(plane.auditLog().file())).doesNotContain(canary);
  }

  @Test
  void givesAServiceAccountWhatItsRolesAllowAndNoMore(@FreshNamespace String namespace) {
    Config config = plane.configFor(namespace, "reader");
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("reader")
                .withNamespace(namespace)
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("list")
                .endRule()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("reader")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                .addNewSubject(null, "ServiceAccount", "reader", namespace)
                .build())
        .create();
    try (KubernetesClient reader = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(reader.configMaps().inNamespace(namespace).list().getItems()).isEmpty();
      assertThatThrownBy(() -> reader.secrets().inNamespace(namespace).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
    assertThat(
            plane
                .auditLog()
                .entries(
                    AuditFilter.any()
                        .serviceAccount(namespace, "reader")
                        .resource("secrets")
                        .code(403)))
        .hasSize(1);
  }

  @Test
  void writesKubeconfigsThatOtherClientsRead(@FreshNamespace String namespace, @TempDir Path folder)
      throws IOException {
    Path file = plane.writeKubeconfigFor(namespace, "someone", folder.resolve("kubeconfig"));
    try (KubernetesClient someone =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(file.toFile())).build()) {
      assertThat(someone.getKubernetesVersion().getGitVersion()).startsWith("v1.");
    }
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  private static ConfigMap configMap(String namespace, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("c")
        .withNamespace(namespace)
        .endMetadata()
        .withData(Map.of("k", value))
        .build();
  }
}
