package dev.sealer.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A project can ask for a warning about objects that belong to no Application. */
final class OrphanedResourcesTest {

  @RegisterExtension private final InMemoryApplications applications = new InMemoryApplications();

  private void project(String orphans) {
    ObjectNode _ =
        applications.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec:
              sourceRepos: ['*']
              destinations: [{server: '*', namespace: '*'}]
              namespaceResourceBlacklist: [{group: '', kind: ServiceAccount}]%s
            """
                .formatted(orphans.isEmpty() ? "" : "\n  orphanedResources: " + orphans));
  }

  private void object(String name, String metadata) {
    ObjectNode _ =
        applications.user.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {namespace: app, name: "
                + name
                + metadata
                + "}}");
  }

  private String warning() {
    applications.settle();
    return applications.condition("web", "OrphanedResourceWarning");
  }

  @Test
  void whatAnApplicationHasOrWantsIsNoOrphanNorWhatTheProjectDenies() {
    object("kept", ", annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:app/kept'}");
    object("a", "");
    ObjectNode _ =
        applications.user.apply(
            "{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: app, name: denied}}");
    String _ =
        applications.git.commit(
            "app/a.yaml",
            InMemoryApplications.configMap("a", "hello"),
            "app/b.yaml",
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: b}}");
    project("{}");
    applications.apply("web", "", "{}");

    assertThat(warning()).isEmpty();
  }

  @Test
  void orphansAreCountedIfTheProjectAsks() {
    object("stray", "");
    object("other", "");
    object("kube-root-ca.crt", "");
    object("owned", ", ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u}]");
    String _ = applications.git.commit("app/a.yaml", InMemoryApplications.configMap("a", "hello"));
    project("");
    applications.automated("web", "");
    assertThat(warning()).isEmpty();

    project("{}");
    assertThat(warning()).isEqualTo("Application has 2 orphaned resources");

    project("{ignore: [{group: '', kind: ConfigMap, name: str*}]}");
    assertThat(warning()).isEqualTo("Application has 1 orphaned resources");

    project("{ignore: [{kind: ConfigMap}]}");
    assertThat(warning()).isEmpty();

    project("{warn: false}");
    assertThat(warning()).isEmpty();
    assertThat(applications.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }
}
