package dev.sealer.sync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Objects that another tool made are taken over by an Application and given back, each with its uid
 * and content, by the real tools.
 */
@KubernetesCluster
class AdoptionIT {

  private static final String TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** A tool that makes objects from manifests, and what it is called with. */
  enum Maker {
    /** Argo CD without server-side apply: it is {@code kubectl apply} by another name. */
    ARGO_CD("apply --field-manager=argocd-controller", "apply --field-manager=argocd-controller"),
    /** Argo CD's client-side apply, as it was recorded. */
    ARGO_CD_RECORDED("", "apply --field-manager=argocd-controller"),
    /** Argo CD with {@code ServerSideApply=true}, as it was recorded. */
    ARGO_CD_SERVER_SIDE_RECORDED(
        "", "apply --server-side --force-conflicts --field-manager=argocd-controller"),
    /** Argo CD's client-side apply with {@code application.resourceTrackingMethod: label}. */
    ARGO_CD_LABEL_RECORDED("", "apply --field-manager=argocd-controller"),
    KUBECTL_APPLY("apply", "apply"),
    KUBECTL_APPLY_SERVER_SIDE("apply --server-side", "apply --server-side"),
    KUBECTL_CREATE("create", "replace"),
    HELM("install web", "upgrade web");

    private final String making;
    private final String changing;

    Maker(String making, String changing) {
      this.making = making;
      this.changing = changing;
    }
  }

  @TempDir Path temp;
  private final ControlPlane plane;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String namespace;

  AdoptionIT(ControlPlane plane) {
    this.plane = plane;
  }

  @BeforeEach
  void start(KubernetesClient client, @FreshNamespace String control) {
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    namespace = control;
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void objectsAreTakenOverAndGivenBackAsTheyAre(Maker maker) throws IOException {
    make(maker);
    List<JsonNode> made = objects();

    repository.commit(GitCommit.of("as it is").file("app/all.yaml", manifests(true)));
    sync.application(application());
    sync.awaitSynced(app());
    assertSame(made, objects());
    boolean byLabel = maker == Maker.ARGO_CD_LABEL_RECORDED;
    assertThat(objects())
        .allMatch(one -> one.at("/metadata/annotations").has(TRACKING) != byLabel)
        .allMatch(one -> one.at("/metadata/labels").has(INSTANCE) == byLabel);

    repository.commit(GitCommit.of("without OLD").file("app/all.yaml", manifests(false)));
    sync.awaitObject(
        SyncHarness.configMap(namespace, "web"), map -> map.at("/data/OLD").isMissingNode());
    sync.awaitObject(deployment(), d -> d.at("/spec/template/spec/containers/0/env").size() == 1);
    sync.awaitSynced(app());
    List<JsonNode> synced = objects();

    sync.user.delete(sync.applicationPath(app()));
    sync.awaitGone(sync.applicationPath(app()));
    run(maker, maker.changing, manifests(false));
    assertSame(synced, objects());
  }

  @Test
  void theManagerThatTheApplicationNamesLeavesNothingBehind() throws IOException {
    run(Maker.HELM, Maker.HELM.making, manifests(true));
    repository.commit(GitCommit.of("without OLD").file("app/all.yaml", manifests(false)));
    sync.application(
        application()
            .replace(
                "metadata: {",
                "metadata: {annotations:"
                    + " {argocd.argoproj.io/client-side-apply-migration-manager: helm}, "));

    sync.awaitSynced(app());
    assertThat(sync.awaitObject(SyncHarness.configMap(namespace, "web"), _ -> true).at("/data"))
        .hasToString("{\"LEVEL\":\"info\"}");
    assertThat(sync.awaitObject(deployment(), _ -> true).at("/spec/template/spec/containers/0/env"))
        .hasSize(1);
  }

  private void make(Maker maker) throws IOException {
    switch (maker) {
      case ARGO_CD_RECORDED -> record("argocd-client-side.yaml", true, false);
      case ARGO_CD_SERVER_SIDE_RECORDED -> record("argocd-server-side.yaml", false, false);
      case ARGO_CD_LABEL_RECORDED -> {
        trackByLabel();
        record("argocd-client-side.yaml", true, true);
      }
      case ARGO_CD, KUBECTL_APPLY, KUBECTL_APPLY_SERVER_SIDE, KUBECTL_CREATE, HELM ->
          run(maker, maker.making, manifests(true));
    }
  }

  /** Creates the objects, and gives their fields to the managers that were recorded. */
  private void record(String file, boolean lastApplied, boolean byLabel) throws IOException {
    JsonNode recorded;
    try (InputStream in =
        Objects.requireNonNull(AdoptionIT.class.getResourceAsStream(file), file)) {
      recorded =
          KubeYaml.readDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8), file)
              .content();
    }
    for (String manifest : manifests(true).split("---\n", -1)) {
      ObjectNode object = (ObjectNode) KubeYaml.readDocument(manifest, "manifest").content();
      ResourceId id = ResourceId.of(object);
      ObjectNode metadata = object.withObject("/metadata").put("namespace", namespace);
      JsonNode entries = recorded.path(id.kind());
      if (byLabel) {
        metadata.withObject("/labels").put(INSTANCE, app());
        recordLabel(entries);
      } else {
        String tracking = "%s:%s/%s:%s/web".formatted(app(), id.group(), id.kind(), namespace);
        metadata.withObject("/annotations").put(TRACKING, tracking);
      }
      if (lastApplied) {
        metadata.withObject("/annotations").put(LAST_APPLIED, KubeYaml.toJson(object));
      }
      ObjectNode created = sync.user.createAs("recorder", KubeYaml.toJson(object));
      String path = path(id.kind());
      ObjectNode patch = Json.object();
      patch.putObject("metadata").set("managedFields", entries);
      ObjectNode stored = sync.user.edit(path, Json.text(patch));
      assertThat(stored.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
      assertThat(stored.at("/metadata/managedFields")).isEqualTo(entries);
    }
  }

  /** Gives the manager the label instead of the annotation. */
  private static void recordLabel(JsonNode entries) {
    for (JsonNode entry : entries) {
      ObjectNode fields = (ObjectNode) entry.at("/fieldsV1/f:metadata");
      fields.withObject("/f:annotations").remove("f:" + TRACKING);
      ObjectNode labels =
          fields.path("f:labels") instanceof ObjectNode existing
              ? existing
              : fields.putObject("f:labels");
      labels.putObject(".");
      labels.putObject("f:" + INSTANCE);
    }
  }

  private void trackByLabel() {
    ObjectNode _ =
        sync.user.createAs(
            "admin",
            """
            {"apiVersion": "v1", "kind": "ConfigMap",
             "metadata": {"name": "argocd-cm", "namespace": "%s"},
             "data": {"application.resourceTrackingMethod": "label"}}
            """
                .formatted(namespace));
  }

  private String path(String kind) {
    return switch (kind) {
      case "ConfigMap" -> SyncHarness.configMap(namespace, "web");
      case "Service" -> "/api/v1/namespaces/" + namespace + "/services/web";
      default -> deployment();
    };
  }

  /** Equal but for what each write changes, and the marks of the tools themselves. */
  private static void assertSame(List<JsonNode> before, List<JsonNode> after) {
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).at("/metadata/uid")).isEqualTo(before.get(i).at("/metadata/uid"));
      assertThat(content(after.get(i))).isEqualTo(content(before.get(i)));
    }
  }

  private static JsonNode content(JsonNode object) {
    ObjectNode content = object.deepCopy();
    content.remove("status");
    ObjectNode metadata = content.withObject("/metadata");
    // The generation of a Deployment also counts changes of its annotations.
    metadata.remove(List.of("managedFields", "resourceVersion", "generation"));
    metadata.withObject("/annotations").remove(List.of(TRACKING, LAST_APPLIED));
    metadata.withObject("/annotations").remove("deployment.kubernetes.io/revision");
    return content;
  }

  private List<JsonNode> objects() {
    return List.of(
        sync.awaitObject(SyncHarness.configMap(namespace, "web"), _ -> true),
        sync.awaitObject(deployment(), _ -> true),
        sync.awaitObject(path("Service"), _ -> true));
  }

  /** One name, as two Applications of one name would take the objects of each other. */
  private String app() {
    return "web-" + namespace.substring(namespace.lastIndexOf('-') + 1);
  }

  private String deployment() {
    return "/apis/apps/v1/namespaces/" + namespace + "/deployments/web";
  }

  private void run(Maker maker, String arguments, String manifests) throws IOException {
    Tool tool = maker == Maker.HELM ? Tool.HELM : Tool.KUBECTL;
    Path program = Prerequisites.require(AdoptionIT.class.getName(), ToolBinaries.find(tool));
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of(arguments.split(" ")));
    if (tool == Tool.HELM) {
      argv.add(chart(manifests).toString());
    } else {
      argv.addAll(List.of("--filename=-"));
    }
    argv.add("--namespace=" + namespace);
    argv.add("--kubeconfig=" + plane.kubeconfig());
    CommandOutcome outcome = Command.of(argv).with("HOME", temp.toString()).in(temp).run(manifests);
    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
  }

  private Path chart(String manifests) throws IOException {
    Path chart = temp.resolve("chart");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("templates/all.yaml"), manifests);
    return chart;
  }

  private static String manifests(boolean old) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web, labels: {team: shop}}
    data: {LEVEL: info%s}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 80}%s]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 0
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: main
            image: registry.example.com/shop/web:1.0.0
            env: [{name: LEVEL, value: info}%s]
    """
        .formatted(
            old ? ", OLD: x" : "",
            old ? ", {name: old, port: 81}" : "",
            old ? ", {name: OLD, value: x}" : "");
  }

  private String application() {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %s, namespace: %s}
    spec:
      project: default
      source: {repoURL: "%s", targetRevision: main, path: app}
      destination: {server: https://kubernetes.default.svc, namespace: %s}
      syncPolicy: {automated: {prune: true, selfHeal: true}}
    """
        .formatted(app(), namespace, repository.url(), namespace);
  }
}
