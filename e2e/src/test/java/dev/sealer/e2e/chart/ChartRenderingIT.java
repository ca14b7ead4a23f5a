package dev.sealer.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real helm makes of the chart, without a cluster. */
class ChartRenderingIT {

  private static final List<String> BY_HAND = List.of("namespace.yaml", "kustomization.yaml");

  private final Path root = ProjectFiles.find().root();
  private HelmChart chart;

  @BeforeEach
  void set(@TempDir Path home) {
    chart = HelmChart.require(ChartRenderingIT.class, home);
  }

  @Test
  void lintFindsNothing() {
    CommandOutcome lint = chart.run("lint", chart.folder().toString(), "--strict");
    assertThat(lint.exitCode()).as(lint.stdout() + lint.stderr()).isZero();
    assertThat(lint.stdout()).doesNotContain("[WARNING]").doesNotContain("[ERROR]");
  }

  @Test
  void plainManifestsAreTheChartWithItsDefaults(@TempDir Path rendered) throws IOException {
    Command.of(List.of(root.resolve("charts/render-install").toString(), rendered.toString()))
        .with("HELM", chart.program().toString())
        .run()
        .orThrow();

    Map<String, String> committed = texts(root.resolve("operator/install"));
    BY_HAND.forEach(committed::remove);
    assertThat(committed)
        .as("run charts/render-install and commit operator/install")
        .isEqualTo(texts(rendered));
  }

  @ParameterizedTest
  @CsvSource({"operator/install,Namespace", "operator/install-in-kube-system,Deployment"})
  void kustomizeBuildsThePlainManifests(String folder, String kind) {
    Path kustomize =
        Prerequisites.require(ChartRenderingIT.class.getName(), ToolBinaries.find(Tool.KUSTOMIZE));
    String built =
        Command.of(List.of(kustomize.toString(), "build", root.resolve(folder).toString()))
            .run()
            .orThrow()
            .stdout();

    assertThat(HelmChart.objects(built)).anyMatch(object -> kind(object).equals(kind));
  }

  @Test
  void customResourceDefinitionsAreThoseOfTheProjectAndKept() throws IOException {
    List<JsonNode> rendered = chart.render("--show-only", "templates/crds.yaml").stream().toList();
    List<String> names = new ArrayList<>();
    for (Path file : ProjectFiles.find().customResourceDefinitions()) {
      JsonNode own = HelmChart.objects(Files.readString(file)).getFirst();
      names.add(name(own));
      assertThat(rendered)
          .anySatisfy(crd -> {
            assertThat(name(crd)).isEqualTo(name(own));
            assertThat(crd.get("spec")).isEqualTo(own.get("spec"));
          });
    }
    assertThat(rendered).extracting(ChartRenderingIT::name).hasSameElementsAs(names);
    assertThat(rendered)
        .allMatch(crd ->
            crd.at("/metadata/annotations")
                .path("helm.sh/resource-policy")
                .asText()
                .equals("keep"));
  }

  @Test
  void rightsByNamespaceHoldNoClusterWideRightToSecrets() {
    List<JsonNode> objects =
        chart.render("--set", "rbac.scope=namespaces,namespaces={shop,pay},crds.create=false");

    List<JsonNode> clusterWide = new ArrayList<>();
    objects.stream()
        .filter(object -> kind(object).equals("ClusterRole"))
        .forEach(role -> role.get("rules").forEach(clusterWide::add));
    assertThat(clusterWide).isNotEmpty();
    assertThat(clusterWide)
        .noneMatch(rule -> holds(rule.get("resources"), "secrets") || holds(rule, "*"));
    assertThat(objects)
        .filteredOn(object -> kind(object).equals("Role"))
        .filteredOn(role -> name(role).equals("sealer-sealed-secrets"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder(HelmChart.NAMESPACE, "shop", "pay");
    assertThat(arguments(objects))
        .contains(
            "--additional-namespaces=shop,pay",
            "--external-secrets-namespaces=shop,pay",
            "--enable-cluster-store-reconciler=false",
            "--enable-cluster-external-secret-reconciler=false");
  }

  @Test
  void rightsByNamespaceReachApplicationsOfListedNamespacesOnly() {
    List<JsonNode> objects =
        chart.render(
            "--set",
            "rbac.scope=namespaces,namespaces={shop},crds.create=false,"
                + "gitopsSync.applicationNamespaces={team-a,team-b,team-a,argocd}");

    assertThat(objects)
        .filteredOn(object -> kind(object).equals("Role"))
        .filteredOn(role -> name(role).equals("sealer-gitops-sync"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("argocd", "team-a", "team-b");
    assertThat(objects)
        .filteredOn(role -> role.at("/metadata/namespace").asText().equals("team-a"))
        .filteredOn(object -> kind(object).equals("Role"))
        .singleElement()
        .satisfies(role ->
            assertThat(role.at("/rules").findValues("resources"))
                .extracting(JsonNode::toString)
                .containsExactly("[\"applications\"]", "[\"events\"]"));
    assertThat(arguments(objects))
        .contains("--sync-application-namespaces=team-a,team-b,team-a,argocd");
  }

  @Test
  void eachShardHasALeaseThatTheProcessMayHold() {
    List<JsonNode> objects = chart.render("--set", "gitopsSync.shards=2");

    assertThat(arguments(objects)).contains("--sync-shards=2");
    assertThat(objects)
        .filteredOn(object -> kind(object).equals("Role") && name(object).equals("sealer-operator"))
        .singleElement()
        .satisfies(role ->
            assertThat(role.at("/rules/1/resourceNames"))
                .extracting(JsonNode::asText)
                .contains("sealer-operator", "sealer-operator-shard-0", "sealer-operator-shard-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "sealedSecrets,sealed-secrets",
    "externalSecrets,external-secrets",
    "gitopsSync,gitops-sync"
  })
  void aControllerThatIsOffHasNoRights(String section, String name) {
    List<JsonNode> objects = chart.render("--set", section + ".enabled=false");

    assertThat(objects)
        .filteredOn(object -> kind(object).contains("Role"))
        .extracting(ChartRenderingIT::name)
        .noneMatch(role -> role.startsWith("sealer-" + name));
    assertThat(arguments(objects))
        .filteredOn(argument -> argument.startsWith("--controllers="))
        .singleElement()
        .satisfies(argument -> assertThat(argument).doesNotContain(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repliaCount=3 | additional properties 'repliaCount' not allowed",
        "image.pullPolicy=Sometimes | must be one of 'Always', 'IfNotPresent', 'Never'",
        "sealedSecrets.keyrenewperiod=30d | '/sealedSecrets/keyrenewperiod': '30d' does not match",
        "replicaCount=many | '/replicaCount': got string, want integer",
        "rbac.scope=namespaces | list the namespaces to serve",
        "gitopsSync.applicationNamespaces={team-*},rbac.scope=namespaces,namespaces={shop}"
            + "| has the pattern team-*; list names",
        "serviceAccount.create=false | serviceAccount.name: required"
      })
  void wrongValuesAreRefusedWithTheReason(String value, String reason) {
    CommandOutcome refused = chart.run("template", chart.folder().toString(), "--set", value);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.stderr()).contains(reason);
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return texts;
  }

  private static List<String> arguments(List<JsonNode> objects) {
    List<String> arguments = new ArrayList<>();
    objects.stream()
        .filter(object -> kind(object).equals("Deployment"))
        .forEach(deployment ->
            deployment
                .at("/spec/template/spec/containers/0/args")
                .forEach(argument -> arguments.add(argument.asText())));
    return arguments;
  }

  private static boolean holds(JsonNode list, String text) {
    for (JsonNode item : list) {
      if (item.asText().equals(text) || (item.isArray() && holds(item, text))) {
        return true;
      }
    }
    return false;
  }

  private static String kind(JsonNode object) {
    return object.path("kind").asText();
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
