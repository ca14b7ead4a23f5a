package dev.sealer.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The settings of an installation of Argo CD hold for all Applications. */
final class InstallationSettingsTest {

  private static final ResourceType SERVICE_ACCOUNT =
      new ResourceType("", "v1", "ServiceAccount", "serviceaccounts", true);

  @RegisterExtension private final InMemoryApplications applications = new InMemoryApplications();

  /** Writes {@code argocd-cm}; {@code data} is YAML. */
  private void settings(String data) {
    ObjectNode _ =
        applications.user.apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: argocd-cm, namespace: argocd}
            data:\
            """
                + (data.startsWith("{") ? " " + data : " {" + data + "}"));
  }

  private void project(String fields) {
    ObjectNode _ =
        applications.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec:
              sourceRepos: ['*']
              destinations: [{server: '*', namespace: '*'}]
              destinationServiceAccounts: [%s]
            """
                .formatted(fields));
  }

  private boolean exists(String name) {
    return applications
        .user
        .find(ResourceType.CONFIG_MAP, InMemoryApplications.inApp(name))
        .isPresent();
  }

  private Set<String> changes() {
    return applications.requests.stream()
        .filter(one -> one.contains("/namespaces/app/") && !one.contains(" GET "))
        .collect(Collectors.toSet());
  }

  @Test
  void withoutAServiceAccountNothingIsWritten() {
    settings("application.sync.impersonation.enabled: 'true'");
    String _ = applications.git.commit("app/a.yaml", InMemoryApplications.configMap("a", "hello"));
    applications.automated("web", "");
    applications.settle();

    assertThat(applications.condition("web", "InvalidSpecError"))
        .contains("project default: spec.destinationServiceAccounts has no entry");
    assertThat(exists("a")).isFalse();
    assertThat(changes()).isEmpty();
  }

  @Test
  void objectsAreWrittenTriedAndDeletedAsTheServiceAccount() {
    settings("application.sync.impersonation.enabled: 'true'");
    project("{server: '*', namespace: app, defaultServiceAccount: deployer}");
    String _ =
        applications.git.commit(
            "app/a.yaml", InMemoryApplications.configMap("a", "hello"),
            "app/b.yaml", InMemoryApplications.configMap("b", "hello"),
            "app/hook.yaml",
                InMemoryApplications.configMap(
                    "hook", "run", "{argocd.argoproj.io/hook: PreSync}"));
    applications.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io]");
    applications.settle();
    assertThat(applications.summary("web")).isEqualTo("Synced Healthy Succeeded");

    String _ =
        applications.git.commit(
            "app/a.yaml", InMemoryApplications.configMap("a", "hello"),
            "app/hook.yaml",
                InMemoryApplications.configMap(
                    "hook", "run", "{argocd.argoproj.io/hook: PreSync}"));
    applications.settle();
    assertThat(exists("b")).isFalse();
    ObjectNode _ =
        applications.user.edit(
            ResourceType.CONFIG_MAP, InMemoryApplications.inApp("a"), "{data: {greeting: other}}");
    applications.settle();
    assertThat(applications.greeting("a")).isEqualTo("hello");
    applications.user.delete(
        InMemoryApplications.APPLICATION, InMemoryApplications.application("web"));
    applications.settle();
    assertThat(exists("a")).isFalse();

    assertThat(changes())
        .isNotEmpty()
        .allMatch(one -> one.startsWith("system:serviceaccount:app:deployer "));
    assertThat(applications.requests)
        .filteredOn(one -> one.contains("/namespaces/argocd/") || one.contains(" GET "))
        .allMatch(one -> one.startsWith("operator "));
  }

  @Test
  void withoutTheSettingTheOperatorWrites() {
    project("{server: '*', namespace: app, defaultServiceAccount: deployer}");
    String _ = applications.git.commit("app/a.yaml", InMemoryApplications.configMap("a", "hello"));
    applications.automated("web", "");
    applications.settle();

    assertThat(applications.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(changes()).isNotEmpty().allMatch(one -> one.startsWith("operator "));
  }

  @Test
  void anExcludedKindIsNeitherSyncedNorDeleted() {
    String _ =
        applications.git.commit(
            "app/a.yaml",
            InMemoryApplications.configMap("a", "hello"),
            "app/b.yaml",
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: b}}");
    applications.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io]");
    applications.settle();
    assertThat(exists("a")).isTrue();

    settings("resource.exclusions: '[{apiGroups: [\"\"], kinds: [Config*], clusters: [\"*\"]}]'");
    applications.settle();
    assertThat(exists("a")).isTrue();
    assertThat(applications.condition("web", "ExcludedResourceWarning"))
        .contains("ConfigMap app/a");

    applications.user.delete(
        InMemoryApplications.APPLICATION, InMemoryApplications.application("web"));
    applications.settle();
    assertThat(exists("a")).isTrue();
    assertThat(applications.user.find(SERVICE_ACCOUNT, InMemoryApplications.inApp("b"))).isEmpty();
  }

  @Test
  void aFieldMayDifferInAllApplications() {
    settings(
        "resource.customizations.ignoreDifferences.ConfigMap: '{jqPathExpressions: [.data.greeting]}'");
    String _ = applications.git.commit("app/a.yaml", InMemoryApplications.configMap("a", "hello"));
    applications.automated("web", "");
    applications.settle();
    ObjectNode _ =
        applications.user.edit(
            ResourceType.CONFIG_MAP, InMemoryApplications.inApp("a"), "{data: {greeting: other}}");
    applications.settle();

    assertThat(applications.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(applications.greeting("a")).isEqualTo("other");
  }

  @Test
  void settingsThatCannotBeReadStopSyncsAndOthersAreNamed() {
    String _ = applications.git.commit("app/a.yaml", InMemoryApplications.configMap("a", "hello"));
    settings("resource.exclusions: '[{'");
    applications.automated("web", "");
    applications.settle();
    assertThat(applications.condition("web", "InvalidSpecError"))
        .contains("ConfigMap argocd-cm: resource.exclusions");
    assertThat(exists("a")).isFalse();

    settings("{resource.exclusions: '', kustomize.buildOptions: --enable-helm}");
    applications.settle();
    assertThat(exists("a")).isTrue();
    assertThat(applications.condition("web", "SettingsWarning"))
        .contains("kustomize.buildOptions has no effect");
  }
}
