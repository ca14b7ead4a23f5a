package dev.sealer.sync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests writes that plain server-side apply cannot do, against the real API server. */
@KubernetesCluster
class LiveObjectRepairIT {

  private static final String PORT =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports:
        - {name: http, port: 80, targetPort: 8080}
      """;

  @TempDir Path temp;
  private KubernetesClient client;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String control;
  private String target;

  @BeforeEach
  void start(
      KubernetesClient client, @FreshNamespace String control, @FreshNamespace String namespace) {
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    this.client = client;
    this.control = control;
    target = namespace;
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  private void commit(String yaml) {
    String _ = repository.commit(GitCommit.of("change").file("app/a.yaml", yaml));
  }

  private String app() {
    return "repair-" + target;
  }

  private void syncs() {
    sync.application(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: %s}
        spec:
          project: default
          source: {repoURL: "%s", targetRevision: main, path: app}
          destination: {server: https://kubernetes.default.svc, namespace: %s}
          syncPolicy: {automated: {prune: true, selfHeal: true}}
        """
            .formatted(app(), control, repository.url(), target));
    sync.awaitSynced(app());
  }

  private static String workload(String spec, String env) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      %s
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: web
            image: registry.example.com/shop/web:1.0.0
            env: [%s]
    """
        .formatted(spec, env);
  }

  private String deployment() {
    return "/apis/apps/v1/namespaces/" + target + "/deployments/web";
  }

  private static List<String> env(JsonNode deployment) {
    List<String> names = new ArrayList<>();
    deployment
        .at("/spec/template/spec/containers/0/env")
        .forEach(
            entry -> names.add(entry.path("name").asText() + "=" + entry.path("value").asText()));
    return names;
  }

  @Test
  void aPortThatWasEditedByHandIsPutBackAndItsAuthorNamed() {
    commit(PORT);
    syncs();
    String service = "/api/v1/namespaces/" + target + "/services/web";

    ObjectNode _ =
        sync.user.edit(
            service, "spec: {ports: [{name: http, port: 83, targetPort: 8080, protocol: TCP}]}");
    JsonNode repaired =
        sync.awaitObject(service, found -> found.at("/spec/ports/0/port").asInt() == 80);

    assertThat(repaired.at("/spec/ports")).hasSize(1);
    assertThat(sync.events())
        .anySatisfy(event ->
            assertThat(event)
                .contains("DriftDetected", "Service", ".spec.ports[0].port by kubectl-edit"));
  }

  private String definition() {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: widgets.%1$s.example.com}
    spec:
      group: %1$s.example.com
      scope: Namespaced
      names: {plural: widgets, singular: widget, kind: Widget}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            properties: {spec: {type: object, properties: {size: {type: integer}}}}
    """
        .formatted(target);
  }

  private String widget(String spec) {
    return definition()
        + """
        ---
        apiVersion: %s.example.com/v1
        kind: Widget
        metadata: {name: one}
        spec: %s
        """
            .formatted(target, spec);
  }

  @Test
  void aDefinitionAndItsObjectComeInOneWaveAndAMisspelledFieldIsRefused() {
    commit(widget("{size: 1}"));
    syncs();
    String widgets = "/apis/" + target + ".example.com/v1/namespaces/" + target + "/widgets/one";
    JsonNode _ = sync.awaitObject(widgets, found -> found.at("/spec/size").asInt() == 1);

    commit(widget("{size: 2, sise: 2}"));
    JsonNode _ =
        sync.awaitApplication(
            app(),
            found ->
                found
                    .at("/status/operationState/message")
                    .asText()
                    .contains(".spec.sise: field not declared in schema"));
  }

  private void define(boolean oldIsServed) {
    String definition = definition();
    String both =
        definition
            + definition
                .substring(definition.indexOf("  - name: v1"))
                .replace("name: v1", "name: v1beta1")
                .replace("served: true", "served: " + oldIsServed)
                .replace("storage: true", "storage: false");
    var _ =
        client
            .load(new ByteArrayInputStream(both.getBytes(StandardCharsets.UTF_8)))
            .forceConflicts()
            .serverSideApply();
  }

  private String gadget(String version, String name) {
    return """
    ---
    apiVersion: %s.example.com/%s
    kind: Widget
    metadata: {name: %s}
    spec: {size: 1}
    """
        .formatted(target, version, name);
  }

  /** A watch of the former version tells nobody anything. */
  @Test
  void aVersionThatIsNotServedAnyMoreIsFollowedInAnotherOne() {
    define(true);
    commit(gadget("v1beta1", "kept") + gadget("v1beta1", "dropped"));
    sync.application(
        unfinished()
            .replace(
                "retry: {limit: 0}",
                "retry: {limit: 5}, syncOptions: [PrunePropagationPolicy=background]"));
    sync.awaitSynced(app());
    String widgets = "/apis/" + target + ".example.com/v1/namespaces/" + target + "/widgets/";

    define(false);
    commit(gadget("v1", "kept"));
    sync.awaitGone(widgets + "dropped");
    sync.awaitSynced(app());
    ObjectNode _ = sync.user.edit(widgets + "kept", "spec: {size: 9}");
    JsonNode _ = sync.awaitObject(widgets + "kept", found -> found.at("/spec/size").asInt() == 1);
  }

  @Test
  void aMisspelledFieldOfAHookIsRefused() {
    commit(workload("replicas: 0", ""));
    syncs();

    commit(
        workload("replicas: 0", "{name: LEVEL, value: info}")
            + """
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}
            spec:
              backofLimit: 0
              template:
                spec: {restartPolicy: Never, containers: [{name: main, image: example.com/migrate:1}]}
            """);
    JsonNode _ =
        sync.awaitApplication(
            app(),
            found -> found.at("/status/operationState").toString().contains("spec.backofLimit"));
    assertThat(sync.user.find("/apis/batch/v1/namespaces/" + target + "/jobs/migrate")).isEmpty();
  }

  @Test
  void aDeploymentBecomesRecreate() {
    commit(workload("replicas: 0", ""));
    syncs();

    commit(workload("replicas: 0\n  strategy: {type: Recreate}", ""));
    JsonNode found =
        sync.awaitObject(
            deployment(), d -> d.at("/spec/strategy/type").asText().equals("Recreate"));

    assertThat(found.at("/spec/strategy/rollingUpdate").isMissingNode()).isTrue();
    sync.awaitSynced(app());
  }

  @Test
  void aFieldThatLeavesGitGoesAlthoughAnotherProgramMadeTheObject() {
    String both = "{name: LEVEL, value: info}, {name: OLD, value: x}";
    ObjectNode _ =
        sync.user.createAs(
            "helm",
            workload("replicas: 0", both)
                .replace("{name: web}\nspec", "{name: web, namespace: " + target + "}\nspec"));
    commit(workload("replicas: 0", both));
    syncs();

    commit(workload("replicas: 0", "{name: LEVEL, value: info}"));
    JsonNode found = sync.awaitObject(deployment(), d -> env(d).size() == 1);

    assertThat(env(found)).containsExactly("LEVEL=info");
    sync.awaitSynced(app());
  }

  @Test
  void theLastOfTwoEqualVariablesCounts() {
    commit(
        workload(
            "replicas: 0",
            "{name: LEVEL, value: info}, {name: REGION, value: north}, {name: LEVEL, value: debug}"));
    syncs();

    assertThat(env(sync.user.find(deployment()).orElseThrow()))
        .containsExactly("REGION=north", "LEVEL=debug");
    assertThat(
            SyncHarness.condition(
                sync.awaitApplication(app(), SyncHarness::isSynced), "RepeatedResourceWarning"))
        .contains("app/a.yaml", "LEVEL");
  }

  private static String job(String image, String options) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: load, annotations: {argocd.argoproj.io/sync-options: "%s"}}
    spec:
      suspend: true
      template:
        spec:
          restartPolicy: Never
          containers: [{name: load, image: "registry.example.com/shop/load:%s"}]
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: beside}
    data: {image: "%s"}
    """
        .formatted(options, image, image);
  }

  private String jobPath() {
    return "/apis/batch/v1/namespaces/" + target + "/jobs/load";
  }

  @Test
  void anImmutableObjectIsReplacedWhereItAsksForIt() {
    commit(job("1", "Replace=true,Force=true"));
    sync.application(unfinished());
    JsonNode first = sync.awaitObject(jobPath(), _ -> true);

    commit(job("2", "Replace=true,Force=true"));
    JsonNode second =
        sync.awaitObject(
            jobPath(),
            found ->
                found.at("/spec/template/spec/containers/0/image").asText().endsWith("load:2"));

    assertThat(second.at("/metadata/uid")).isNotEqualTo(first.at("/metadata/uid"));
  }

  @Test
  void anImmutableFieldFailsItsObjectAloneAndInPlainWords() {
    commit(job("1", "Prune=true"));
    sync.application(unfinished());
    JsonNode _ = sync.awaitObject(jobPath(), _ -> true);

    commit(job("2", "Prune=true"));
    sync.awaitObject(
        SyncHarness.configMap(target, "beside"),
        found -> found.at("/data/image").asText().equals("2"));
    JsonNode application =
        sync.awaitApplication(
            app(),
            found ->
                found
                    .at("/status/operationState/message")
                    .asText()
                    .contains("invalid value: field is immutable"));

    assertThat(application.at("/status/operationState/message").asText())
        .contains("Job.batch", "spec.template", "Replace=true,Force=true")
        .doesNotContain("load:2", "restartPolicy");
  }

  @Test
  void forceAloneRecreatesForAnImmutableFieldOnly() {
    commit(job("1", "Force=true"));
    sync.application(unfinished());
    String first = uid(sync.awaitObject(jobPath(), _ -> true));

    commit(job("1", "Force=true").replace("{name: load, ann", "{name: load, labels: {a: b}, ann"));
    JsonNode labelled =
        sync.awaitObject(jobPath(), found -> found.at("/metadata/labels/a").asText().equals("b"));
    assertThat(uid(labelled)).isEqualTo(first);

    commit(job("2", "Force=true"));
    JsonNode recreated =
        sync.awaitObject(
            jobPath(),
            found ->
                found.at("/spec/template/spec/containers/0/image").asText().endsWith("load:2"));
    assertThat(uid(recreated)).isNotEqualTo(first);
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  private static String replaced(String value) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: replaced, annotations: {argocd.argoproj.io/sync-options: "Replace=true"}}
    data: {ours: "%s"}
    """
        .formatted(value);
  }

  @Test
  void replaceAloneRemovesWhatGitDoesNotStateAndKeepsTheObject() {
    String path = SyncHarness.configMap(target, "replaced");
    commit(replaced("1"));
    syncs();
    String first = uid(sync.user.find(path).orElseThrow());
    ObjectNode _ = sync.user.edit(path, "data: {theirs: x}");

    commit(replaced("2"));
    JsonNode found = sync.awaitObject(path, object -> object.at("/data/ours").asText().equals("2"));

    assertThat(found.path("data")).hasSize(1);
    assertThat(uid(found)).isEqualTo(first);
    sync.awaitSynced(app());
  }

  /** Kubernetes adds a block of the former strategy by default, which does not fit the new one. */
  @Test
  void otherWorkloadsChangeTheirStrategyToo() {
    commit(strategies("{type: RollingUpdate}"));
    sync.application(unfinished());
    JsonNode before = sync.awaitObject(daemonSet(), _ -> true);
    assertThat(before.at("/spec/updateStrategy/rollingUpdate").isObject()).isTrue();

    commit(strategies("{type: OnDelete}"));
    for (String path : List.of(daemonSet(), statefulSet())) {
      JsonNode _ =
          sync.awaitObject(
              path, found -> found.at("/spec/updateStrategy/type").asText().equals("OnDelete"));
    }
    sync.awaitSynced(app());
  }

  private String daemonSet() {
    return "/apis/apps/v1/namespaces/" + target + "/daemonsets/all";
  }

  private String statefulSet() {
    return "/apis/apps/v1/namespaces/" + target + "/statefulsets/one";
  }

  private static String strategies(String strategy) {
    return """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: one}
    spec:
      replicas: 0
      updateStrategy: %1$s
      serviceName: one
      selector: {matchLabels: {app: one}}
      template:
        metadata: {labels: {app: one}}
        spec: {containers: [{name: one, image: "registry.example.com/shop/one:1"}]}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: all}
    spec:
      updateStrategy: %1$s
      selector: {matchLabels: {app: all}}
      template:
        metadata: {labels: {app: all}}
        spec:
          nodeSelector: {kubernetes.io/os: none}
          containers: [{name: all, image: "registry.example.com/shop/all:1"}]
    """
        .formatted(strategy);
  }

  /** The remedy that users know from kubectl. */
  @Test
  void aBlockThatGitSetsToNullIsRemoved() {
    commit(workload("replicas: 0", ""));
    syncs();

    commit(workload("replicas: 0\n  strategy: {type: Recreate, rollingUpdate: null}", ""));
    JsonNode found =
        sync.awaitObject(
            deployment(), d -> d.at("/spec/strategy/type").asText().equals("Recreate"));

    assertThat(found.at("/spec/strategy/rollingUpdate").isMissingNode()).isTrue();
    sync.awaitSynced(app());
  }

  /** A suspended Job is never healthy, which does not matter where nothing waits for it. */
  private String unfinished() {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %s, namespace: %s}
    spec:
      project: default
      source: {repoURL: "%s", targetRevision: main, path: app}
      destination: {server: https://kubernetes.default.svc, namespace: %s}
      syncPolicy: {automated: {prune: true, selfHeal: true}, retry: {limit: 0}}
    """
        .formatted(app(), control, repository.url(), target);
  }
}
