package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.argoproj.AppProject;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "syncWindows: [{kind: deny, schedule: '0 25 * * *', duration: 1h}]|syncWindows[0]",
        "syncWindows: [{kind: deny, schedule: '0 22 * * *', duration: 1}]|syncWindows[0]: duration",
        "syncWindows: [{kind: ban, schedule: '0 22 * * *', duration: 1h}]|syncWindows[0]: kind",
        "syncWindows: [{kind: deny, schedule: '0 2 * * *', duration: 1h, timeZone: X/Y}]"
            + "|syncWindows[0]: timeZone",
        "signatureKeys: [{keyID: 4AEE18F83AFDEB23}]|signatureKeys",
        "sourceIntegrity: {git: {policies: []}}|sourceIntegrity",
        "permitOnlyProjectScopedClusters: true|permitOnlyProjectScopedClusters",
      })
  void whatAProjectDemandsAndCannotGetStopsItsApplications(String demand, String field) {
    assertThat(rules("sourceRepos: ['*']\n  " + demand).unsupported())
        .hasValueSatisfying(message -> assertThat(message).contains("team", "spec." + field));
  }

  @Test
  void aProjectThatDemandsNothingSpecialIsFollowed() {
    ProjectRules rules =
        rules(
            """
            sourceRepos: ['https://git.example.com/team/*', '!https://git.example.com/team/old']
              destinations: [{server: https://kubernetes.default.svc, namespace: 'team-*'}]
              permitOnlyProjectScopedClusters: false
              namespaceResourceBlacklist: [{group: '', kind: ResourceQuota}]
            """);

    assertThat(rules.unsupported()).isEmpty();
    assertThat(rules.refuseSource("https://git.example.com/team/app.git")).isEmpty();
    assertThat(rules.refuseSource("https://git.example.com/team/old")).isPresent();
    assertThat(rules.refuseSource("https://git.example.com/other/app")).isPresent();
    assertThat(rules.refuseObject(new ResourceId("", "ConfigMap", "team-a", "x"))).isEmpty();
    assertThat(rules.refuseObject(new ResourceId("", "ConfigMap", "kube-system", "x"))).isPresent();
    assertThat(rules.refuseObject(new ResourceId("", "ResourceQuota", "team-a", "x"))).isPresent();
    assertThat(rules.refuseObject(new ResourceId("", "Namespace", "", "x"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/team/old",
        "https://GIT.example.com/team/old",
        "HTTPS://git.example.com/team/old.git",
        "https://x@git.example.com/team/old",
        "https://x:y@git.example.com/team/old/",
        "https://git.example.com:443/team/old",
        "https://git.example.com:/team//old//",
        "https://git.example.com/team/ol%64",
      })
  void aDeniedRepositoryIsDeniedInEverySpelling(String url) {
    assertThat(rules("sourceRepos: ['*', '!https://git.example.com/team/old']").refuseSource(url))
        .isPresent();
    assertThat(rules("sourceRepos: ['https://git.example.com/team/old']").refuseSource(url))
        .isEmpty();
  }

  /** Some servers take them for the same repository, and others do not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/Team/OLD",
        "https://git.example.com./team/old",
        "https://git.example.com.:443/team/old",
        "http://git.example.com/team/old",
        "http://git.example.com:80/team/old",
        "https://git.example.com:80/team/old",
      })
  void aDeniedRepositoryIsDeniedWhereverASpellingMayLeadToIt(String url) {
    assertThat(rules("sourceRepos: ['*', '!https://git.example.com/team/old']").refuseSource(url))
        .isPresent();
    assertThat(rules("sourceRepos: ['*', '!https://git.*.com/*/old']").refuseSource(url))
        .isPresent();
    assertThat(rules("sourceRepos: ['*', '!https://git.example.com/team/new']").refuseSource(url))
        .isEmpty();
    assertThat(rules("sourceRepos: ['https://git.example.com/team/old']").refuseSource(url))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'[team-a]', team-a, true",
    "'[team-a]', team-b, false",
    "'[team-a, team-b]', team-b, true",
    "'[team-*]', team-b, true",
    "'[team-*]', kube-system, false",
    "'[''*'']', kube-system, true",
    "'[''/^team-[0-9]+$/'']', team-12, true",
    "'[''/^team-[0-9]+$/'']', team-x, false",
    "'[]', team-a, false",
    "'[]', argocd, true",
    "'[team-a]', argocd, true",
    "'[''/(/'']', argocd, true",
  })
  void applicationsOfTheControlNamespaceAndOfSourceNamespacesMayUseAProject(
      String sourceNamespaces, String namespace, boolean allowed) {
    Optional<String> refusal =
        rules("sourceNamespaces: " + sourceNamespaces).refuseApplicationsOf(namespace, "argocd");

    assertThat(refusal.isEmpty()).isEqualTo(allowed);
    assertThat(refusal.orElse("project team, sourceNamespaces, " + namespace))
        .contains("project team", "sourceNamespaces", namespace);
  }

  @Test
  void theProjectThatNobodyHasWrittenIsForApplicationsOfTheControlNamespace() {
    assertThat(ProjectRules.open().refuseApplicationsOf("argocd", "argocd")).isEmpty();
    assertThat(ProjectRules.open().refuseApplicationsOf("team-a", "argocd")).isPresent();
  }

  @Test
  void aDeniedServerOrClusterTakesItsNamespacesAway() {
    ProjectRules server =
        rules(
            """
            destinations:
              - {server: '!https://kubernetes.default.svc', namespace: 'kube-*'}
              - {server: '*', namespace: '*'}
            """);
    assertThat(server.refuseObject(new ResourceId("", "ConfigMap", "kube-system", "x")))
        .isPresent();
    assertThat(server.refuseObject(new ResourceId("", "ConfigMap", "team-a", "x"))).isEmpty();

    ProjectRules cluster =
        rules("destinations: [{name: '!in-cluster', namespace: '*'}, {name: '*', namespace: '*'}]");
    assertThat(cluster.refuseObject(new ResourceId("", "ConfigMap", "team-a", "x"))).isPresent();
  }

  @Test
  void aRefusedRepositoryIsNamedWithoutItsPassword() {
    assertThat(rules("sourceRepos: []").refuseSource("https://u:canary-1c@git.example.com/a"))
        .hasValueSatisfying(message ->
            assertThat(message).contains("https://git.example.com/a").doesNotContain("canary-1c"));
  }

  @Test
  void aPatternMadeToBacktrackIsMatchedAllTheSame() {
    ProjectRules rules =
        rules("destinations: [{server: '*', namespace: '" + "*a".repeat(12) + "b'}]");

    assertThat(rules.refuseObject(new ResourceId("", "ConfigMap", "a".repeat(60), "x")))
        .isPresent();
    assertThat(rules.refuseObject(new ResourceId("", "ConfigMap", "a".repeat(60) + "b", "x")))
        .isEmpty();
  }

  private static ProjectRules rules(String spec) {
    String yaml =
        "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: team}\nspec:\n  "
            + spec;
    AppProject project =
        Json.typed(KubeYaml.readDocument(yaml, "test").content(), AppProject.class);
    return ProjectRules.of("team", Objects.requireNonNull(project.getSpec()));
  }
}
