package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An Application of several sources, which Argo CD calls {@code spec.sources}. */
final class ApplicationSourcesTest {

  private static final String OTHER = "https://git.example.com/team/config";
  private static final String TWO =
      "[{repoURL: '%s', targetRevision: main, path: app}, {repoURL: '%s', path: web}]"
          .formatted(MemoryGit.URL, OTHER);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();
  private String first = "";
  private String second = "";

  @BeforeEach
  void commit() {
    first = place.git.commit("app/a.yaml", configMap("a", "1"), "app/b.yaml", configMap("b", "1"));
    second = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "2"));
  }

  private void automated(String sources) {
    apply(sources, "{automated: {prune: true}, retry: {limit: 0}}");
    place.settle();
  }

  private void apply(String sources, String policy) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: web, namespace: argocd}
            spec:
              project: default
              sources: %s
              destination: {server: https://kubernetes.default.svc, namespace: app}
              syncPolicy: %s
            """
                .formatted(sources, policy));
  }

  private void request(String operation) {
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), "operation: " + operation);
    place.settle();
  }

  @Test
  void objectsOfAllSourcesAreSyncedAndTheLastOfEqualOnesCounts() {
    automated(TWO);

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("a")).isEqualTo("1");
    assertThat(place.greeting("b")).isEqualTo("2");
    assertThat(place.condition("web", "RepeatedResourceWarning"))
        .contains("app/b.yaml", "web/b.yaml", "the latter counts");
  }

  @Test
  void theStatusTellsOfListsAsArgoCdDoes() {
    automated(TWO);

    JsonNode status = place.status("web");
    assertThat(status.at("/sync/revision").isMissingNode()).isTrue();
    assertThat(texts(status.at("/sync/revisions"))).containsExactly(first, second);
    assertThat(status.at("/sync/comparedTo/source").isMissingNode()).isTrue();
    assertThat(status.at("/sync/comparedTo/sources/1/repoURL").asText()).isEqualTo(OTHER);
    assertThat(status.has("sourceType")).isFalse();
    assertThat(texts(status.path("sourceTypes"))).containsExactly("Directory", "Directory");
    JsonNode history = status.at("/history/0");
    assertThat(history.has("source") || history.has("revision")).isFalse();
    assertThat(texts(history.path("revisions"))).containsExactly(first, second);
    assertThat(history.path("sources")).hasSize(2);
    JsonNode result = status.at("/operationState/syncResult");
    assertThat(result.path("revision").asText("none")).isEmpty();
    assertThat(texts(result.path("revisions"))).containsExactly(first, second);
    assertThat(result.path("sources")).hasSize(2);
    assertThat(texts(status.at("/operationState/operation/sync/revisions")))
        .containsExactly(first, second);
  }

  private static Iterable<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void eachRepositoryIsFollowed() {
    automated(TWO);
    String moved = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "3"));
    place.settle();

    assertThat(place.greeting("b")).isEqualTo("3");
    assertThat(texts(place.status("web").at("/sync/revisions"))).containsExactly(first, moved);

    String again = place.git.commit("app/a.yaml", configMap("a", "2"));
    place.settle();

    assertThat(place.greeting("a")).isEqualTo("2");
    assertThat(texts(place.status("web").at("/sync/revisions"))).containsExactly(again, moved);
  }

  @Test
  void onlyTheSourceThatChangedIsRenderedAgain() {
    automated(TWO);
    int renders = place.git.renders();
    String _ = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "3"));
    place.settle();
    int once = place.git.renders() - renders;
    String _ = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "4"), "else/x.yaml", "");
    place.settle();

    assertThat(place.greeting("b")).isEqualTo("4");
    assertThat(place.git.renders() - renders).isEqualTo(2 * once);
    String _ = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "4"), "else/x.yaml", "x: 1");
    place.settle();
    assertThat(place.git.renders() - renders).isEqualTo(2 * once);
    assertThat(place.status("web").path("history")).hasSize(3);
  }

  @Test
  void whatLeavesOneSourceIsPrunedUnlessAnotherHasIt() {
    automated(TWO);
    String _ = place.git.commitTo(OTHER, "web/c.yaml", configMap("c", "1"));
    place.settle();

    assertThat(place.greeting("b")).isEqualTo("1");
    String _ = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "2"));
    place.settle();

    assertThat(place.greeting("b")).isEqualTo("2");
    assertThat(place.greeting("c")).isEmpty();
  }

  @Test
  void everySourceIsBoundByTheProject() {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec: {sourceRepos: ['%s'], destinations: [{server: '*', namespace: '*'}]}
            """
                .formatted(MemoryGit.URL));
    automated(TWO);

    assertThat(place.condition("web", "InvalidSpecError")).contains(OTHER);
    assertThat(place.greeting("a") + place.greeting("b")).isEmpty();
  }

  @Test
  void aSourceThatOthersOnlyReferToHasNoObjects() {
    automated(
        "[{repoURL: '%s', path: app}, {repoURL: '%s', ref: values}]"
            .formatted(MemoryGit.URL, OTHER));

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("b")).isEqualTo("1");
    assertThat(texts(place.status("web").at("/sync/revisions"))).containsExactly(first, second);
    assertThat(texts(place.status("web").path("sourceTypes"))).containsExactly("Directory", "");
  }

  @Test
  void theListWinsOverTheSingleSource() {
    place.apply("web", "", "{automated: {}}");
    automated("[{repoURL: '%s', path: web}]".formatted(OTHER));

    assertThat(place.greeting("b")).isEqualTo("2");
    assertThat(place.greeting("a")).isEmpty();
    assertThat(texts(place.status("web").at("/sync/revisions"))).containsExactly(second);
    assertThat(place.status("web").path("sync").has("revision")).isFalse();
  }

  @Test
  void anEntryOfTheHistoryIsSyncedAgain() {
    automated(TWO);
    String _ = place.git.commitTo(OTHER, "web/b.yaml", configMap("b", "3"));
    place.settle();
    JsonNode entry = place.status("web").at("/history/0");
    apply(TWO, "{retry: {limit: 0}}");

    request(
        "{sync: {prune: true, revisions: %s, sources: %s}}"
            .formatted(entry.path("revisions"), entry.path("sources")));

    assertThat(place.greeting("b")).isEqualTo("2");
    JsonNode last = place.status("web").at("/history/2");
    assertThat(texts(last.path("revisions"))).containsExactly(first, second);
    assertThat(place.summary("web")).isEqualTo("OutOfSync Healthy Succeeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {sync: {revisions: [main]}}      | 1 revisions for 2 sources
          {sync: {revision: main}}         | there are several sources; use revisions
          """)
  void revisionsOfAnOperationMustFitTheSources(String operation, String problem) {
    apply(TWO, "{}");
    request(operation);

    assertThat(place.condition("web", "InvalidSpecError")).contains(problem);
    assertThat(place.greeting("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {repoURL: 'https://x', ref: a b} | spec.sources[1].ref: a b may have letters
          {repoURL: 'https://x', ref: one} | another source is named one, too
          {repoURL: '', path: app}         | spec.sources[1].repoURL is missing
          {repoURL: 'https://x', chart: c} | spec.sources[1].chart: Helm repositories
          """)
  void aSourceThatCannotBeReadIsNamed(String source, String problem) {
    automated("[{repoURL: '%s', path: app, ref: one}, %s]".formatted(MemoryGit.URL, source));

    assertThat(place.condition("web", "InvalidSpecError")).contains(problem);
  }

  @Test
  void aSourceThatCannotBeRenderedIsNamed() {
    String _ =
        place.git.commitTo(
            OTHER,
            "web/b.yaml",
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {a: ''}}");
    automated(TWO);

    assertThat(place.condition("web", "ComparisonError")).contains("spec.sources[1]: web/b.yaml:1");
    assertThat(place.greeting("a")).isEmpty();
  }
}
