package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what an Application may do, whichever way it tries. */
final class ApplicationBoundariesTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void project(String spec) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec: %s
            """
                .formatted(spec));
  }

  @Test
  void aHookIsBoundByTheProjectLikeAnyObject() {
    project(
        "{sourceRepos: ['*'], destinations: [{server: 'https://kubernetes.default.svc', namespace:"
            + " app}]}");
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/hook.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: taken, namespace: argocd, annotations: {argocd.argoproj.io/hook: Sync}}
            data: {}
            """);
    place.automated("web", "");
    place.settle();

    assertThat(place.condition("web", "ComparisonError"))
        .contains("app/hook.yaml:", "does not allow the namespace argocd");
    assertThat(place.user.find(ResourceType.CONFIG_MAP, application("taken"))).isEmpty();
    assertThat(place.greeting("hello")).isEmpty();
  }

  @Test
  void theSourceOfAnOperationIsBoundByTheProject() {
    project(
        "{sourceRepos: ['" + MemoryGit.URL + "'], destinations: [{server: '*', namespace: '*'}]}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply("web", "", "{}");
    ObjectNode _ =
        place.user.edit(
            APPLICATION,
            application("web"),
            "operation: {sync: {source: {repoURL: 'https://u:canary-77@git.example.com/other/x',"
                + " path: app}}}");
    place.settle();

    assertThat(place.status("web").at("/operationState/message").asText())
        .contains("does not allow the repository https://git.example.com/other/x");
    assertThat(place.condition("web", "ComparisonError") + place.events.lines())
        .doesNotContain("canary-77");
    assertThat(place.greeting("hello")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: {ignoreDifferences: [{kind: ConfigMap, jsonPointers: [data/x]}]}|data/x",
        "spec: {ignoreDifferences: [{kind: '[z-a]', jsonPointers: [/data]}]}|[z-a]",
        "spec: {source: {directory: {include: '[z-a]'}}}|[z-a]",
        "operation: {retry: {limit: 1, backoff: {duration: 5 sec}}, sync: {}}|5 sec",
      })
  void whatCannotBeReadIsSaidInACondition(String patch, String named) {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply("web", "", "{}");
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), patch);
    place.settle();

    assertThat(
            place.condition("web", "InvalidSpecError") + place.condition("web", "ComparisonError"))
        .contains(named);
    assertThat(place.greeting("hello")).isEmpty();
  }

  @Test
  void aCommitWithoutFilesDeletesNothingWhileARetryWaits() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply(
        "web", "", "{automated: {prune: true}, retry: {limit: 5, backoff: {duration: 20m}}}");
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("one");
    place
        .world
        .server()
        .admitWith(review ->
            review.key().equals(inApp("bad"))
                ? new Verdict.Refused("a policy forbids it")
                : new Verdict.Allowed());
    String _ =
        place.git.commit(
            "app/bad.yaml", configMap("bad", "1"), "app/hello.yaml", configMap("hello", "one"));
    place.settle();
    assertThat(place.status("web").at("/operationState/message").asText()).contains("retry 1");

    String _ = place.git.commit("app/README.md", "nothing here");
    place.pass(Duration.ofMinutes(10));

    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.condition("web", "SyncError")).contains("allowEmpty");
    assertThat(place.summary("web")).endsWith(" Failed");

    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("two");
  }

  private static String elsewhere(String name) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", namespace: argocd}}";
  }

  @Test
  void theNamespaceOfTheDestinationIsBoundByTheProject() {
    String policy =
        "{automated: {selfHeal: true}, retry: {limit: 0}, syncOptions: [CreateNamespace=true]%s}";
    project("{sourceRepos: ['*'], destinations: [{server: '*', namespace: app}]}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    ObjectNode _ = place.user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: app}}");
    place.apply("web", "", policy.formatted(""));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("one");

    place.apply(
        "web", "", policy.formatted(", managedNamespaceMetadata: {labels: {enforce: privileged}}"));
    place.settle();
    assertThat(place.user.get(ResourceType.NAMESPACE, ObjectKey.clusterScoped("app")).toString())
        .doesNotContain("privileged");
    assertThat(place.status("web").at("/operationState/message").asText())
        .contains("project default does not allow Namespace app");

    project(
        "{sourceRepos: ['*'], destinations: [{server: '*', namespace: app}],"
            + " clusterResourceWhitelist: [{group: '', kind: Namespace, name: app}]}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.user.get(ResourceType.NAMESPACE, ObjectKey.clusterScoped("app")).toString())
        .contains("privileged");
  }

  @Test
  void pruneLeavesWhatTheProjectDoesNotAllow() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/kept.yaml",
            configMap("kept", "one"),
            "app/other.yaml",
            elsewhere("other"));
    place.automated("web", "");
    place.settle();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, application("other"))).isPresent();

    project("{sourceRepos: ['*'], destinations: [{server: '*', namespace: app}]}");
    String _ = place.git.commit("app/kept.yaml", configMap("kept", "one"));
    place.settle();

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, application("other"))).isPresent();
    assertThat(place.condition("web", "ExcludedResourceWarning"))
        .contains("ConfigMap argocd/other", "project default does not allow");
  }

  @Test
  void deletionLeavesWhatTheProjectDoesNotAllow() {
    String _ =
        place.git.commit(
            "app/hello.yaml", configMap("hello", "one"), "app/other.yaml", elsewhere("other"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.settle();

    project("{sourceRepos: ['*'], destinations: [{server: '*', namespace: app}]}");
    place.user.delete(APPLICATION, application("web"));
    place.settle();

    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, application("other"))).isPresent();
  }

  @Test
  void aProjectThatCannotBeReadStopsItsOwnApplicationsOnly() {
    String _ =
        place.git.commit(
            "app/hello.yaml", configMap("hello", "one"), "app/old.yaml", configMap("old", "one"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.settle();
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: broken, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: "*"}]
              namespaceResourceBlacklist: [{group: "", kind: "[z-a]"}]
            """);
    place.automated("other", "");
    ObjectNode _ = place.user.edit(APPLICATION, application("other"), "spec: {project: broken}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.condition("other", "InvalidSpecError")).contains("project broken", "[z-a]");
    assertThat(place.greeting("hello")).isEqualTo("two");
    // Once somebody mends the project, it may allow the other one the object.
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("old"))).isPresent();
    place.pass(Duration.ofMinutes(6));
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("old"))).isEmpty();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    ObjectNode _ = place.user.edit(APPLICATION, application("web"), "spec: {project: broken}");
    place.user.delete(APPLICATION, application("web"));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.events.lines())
        .anySatisfy(line -> assertThat(line).contains("DeletionError", "[z-a]"));
  }

  @Test
  void nothingIsDeletedWhileTheProjectIsMissing() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.settle();

    ObjectNode _ = place.user.edit(APPLICATION, application("web"), "spec: {project: nobody}");
    place.user.delete(APPLICATION, application("web"));
    place.settle();

    assertThat(place.user.find(APPLICATION, application("web"))).isPresent();
    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.events.lines())
        .anySatisfy(
            line -> assertThat(line).contains("DeletionError", "there is no project nobody"));
  }
}
