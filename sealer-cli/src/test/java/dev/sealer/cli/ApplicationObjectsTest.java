package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.yaml.KubeYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of {@code sealer app} that show or change the objects of an Application. */
final class ApplicationObjectsTest {
  private static final String SHOP =
      "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/shop";
  private static final String WEB = "/apis/apps/v1/namespaces/shop/deployments/web";
  private static final String REPORT = "/apis/batch/v1/namespaces/shop/cronjobs/report";
  private static final String CREDS = "/api/v1/namespaces/shop/secrets/creds";
  private static final String CANARY = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");
  private final ServedObjects objects = new ServedObjects();
  private final List<String> writes = new ArrayList<>();
  private final List<String> logCalls = Collections.synchronizedList(new ArrayList<>());

  private Answer answer(ProxiedCall call) {
    String path = ServedObjects.path(call);
    if (!call.method().equals("GET")) {
      writes.add(call.method() + " " + path + " " + call.body());
      return path.endsWith("/jobs")
          ? new Answer(201, "application/json", "{\"kind\":\"Job\"}")
          : objects.answer(call);
    }
    if (path.endsWith("/log")) {
      logCalls.add(call.target());
      return path.contains("broken")
          ? new Answer(400, "application/json", "{\"kind\":\"Status\",\"message\":\"not started\"}")
          : new Answer(200, "text/plain", "one\ntwo");
    }
    boolean whole = !String.valueOf(call.header("Accept")).contains("PartialObjectMetadata");
    if (path.equals(CREDS) && whole) {
      throw new AssertionError("the values of a Secret were asked for");
    }
    return objects.answer(call);
  }

  private Outcome app(String... words) {
    return ServedObjects.run(folder, this::answer, "app", words);
  }

  private static JsonNode tree(String yaml) {
    return KubeYaml.readDocument(yaml, "out").content();
  }

  @BeforeEach
  void begin() {
    objects.put(
        SHOP,
        """
        kind: Application
        metadata: {name: shop, namespace: argocd}
        status:
          resources:
          - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web, status: Synced}
          - {group: batch, version: v1, kind: CronJob, namespace: shop, name: report, status: Synced}
          - {version: v1, kind: Secret, namespace: shop, name: creds, status: Synced}
        """);
    objects.put(
        "/apis/apps/v1", "resources: [{name: deployments, kind: Deployment, namespaced: true}]");
    objects.put("/apis/batch/v1", "resources: [{name: cronjobs, kind: CronJob, namespaced: true}]");
    objects.put(
        "/api/v1",
        "resources: [{name: secrets, kind: Secret, namespaced: true}, {name: pods, kind: Pod,"
            + " namespaced: true}, {name: configmaps, kind: ConfigMap, namespaced: true}]");
    objects.put(
        WEB,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
          uid: u-1
          annotations:
            argocd.argoproj.io/tracking-id: "shop:apps/Deployment:shop/web"
            kubectl.kubernetes.io/last-applied-configuration: CANARY
          managedFields:
          - manager: sealer-sync
            operation: Apply
            apiVersion: apps/v1
            fieldsV1:
              "f:metadata": {"f:annotations": {"f:argocd.argoproj.io/tracking-id": {}}}
              "f:spec": {"f:template": {"f:spec": {"f:containers": {'k:{"name":"app"}': {".": {}, "f:name": {}, "f:image": {}}}}}}
          - manager: kubectl-edit
            operation: Update
            apiVersion: apps/v1
            fieldsV1: {"f:spec": {"f:replicas": {}}}
        spec:
          replicas: 5
          template: {spec: {containers: [{name: app, image: example.com/web, imagePullPolicy: Always}]}}
        """
            .replace("CANARY", CANARY));
    objects.put(
        REPORT,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
          namespace: shop
          uid: u-2
          managedFields:
          - {manager: sealer-sync, operation: Apply, apiVersion: batch/v1, fieldsV1: {"f:spec": {"f:schedule": {}}}}
        spec:
          schedule: "0 3 * * *"
          suspend: true
          jobTemplate: {metadata: {labels: {app: report}}, spec: {template: {spec: {restartPolicy: Never}}}}
        """);
    objects.put(
        CREDS,
        """
        metadata:
          name: creds
          namespace: shop
          annotations: {example.com/copy: CANARY, sealer.dev/template-inputs: abc}
          managedFields:
          - {manager: sealer-sync, operation: Apply, fieldsV1: {"f:data": {"f:password": {}}}}
          - {manager: kubectl-edit, operation: Update, fieldsV1: {"f:data": {"f:extra": {}}}}
        """
            .replace("CANARY", CANARY));
  }

  @Test
  void manifestsShowWhatGitStatesAndNoValueOfASecret() {
    Outcome outcome = app("manifests", "shop");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    List<String> documents = List.of(outcome.out().split("---\n"));
    assertThat(documents).hasSize(3);
    assertThat(tree(documents.get(0)))
        .isEqualTo(
            tree(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec: {template: {spec: {containers: [{name: app, image: example.com/web}]}}}
                """));
    assertThat(tree(documents.get(2)))
        .isEqualTo(
            tree(
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: creds, namespace: shop, annotations: {sealer.dev/template-inputs: abc}}
                data: {password: "********"}
                """));
    assertThat(outcome.out()).doesNotContain(CANARY);
  }

  @Test
  void liveManifestsAreWholeButForSecretsAndCopies() {
    JsonNode list = tree(app("manifests", "shop", "--source", "live", "-o", "json").out());

    assertThat(list.path("kind").asText()).isEqualTo("List");
    assertThat(list.at("/items/0/spec/replicas").asInt()).isEqualTo(5);
    assertThat(list.at("/items/0/metadata").has("managedFields")).isFalse();
    assertThat(list.at("/items/2/data").fieldNames())
        .toIterable()
        .containsExactly("extra", "password");
    assertThat(list.toString()).doesNotContain(CANARY);
    assertThat(app("manifests", "shop", "--source", "both").exitCode()).isEqualTo(2);
  }

  @Test
  void anObjectThatIsNotThereIsNamed() {
    objects.put(
        SHOP,
        """
        kind: Application
        metadata: {name: shop, namespace: argocd}
        status:
          resources:
          - {version: v1, kind: ConfigMap, namespace: shop, name: gone, status: OutOfSync, health: {status: Missing}}
          - {version: v1, kind: ConfigMap, namespace: shop, name: old, status: OutOfSync, requiresPruning: true}
        """);
    Outcome outcome = app("manifests", "shop");

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).isEqualTo("warning: shop ConfigMap/gone is not in the cluster\n");
  }

  @Test
  void actionsAreListedAsTheyApplyNow() {
    assertThat(app("actions", "list", "shop").out().lines().map(line -> line.split(" +")))
        .containsExactly(
            new String[] {"KIND", "NAMESPACE", "NAME", "ACTIONS"},
            new String[] {"Deployment.apps", "shop", "web", "restart,pause"},
            new String[] {"CronJob.batch", "shop", "report", "create-job,resume"});
    assertThat(
            tree(app("actions", "list", "shop", "-o", "yaml").out()).at("/resources/1/actions/1"))
        .hasToString("\"resume\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restart|apps:Deployment:web|PATCH " + WEB + "|kubectl.kubernetes.io/restartedAt",
        "pause|apps:Deployment:web|PATCH " + WEB + "|{\"spec\":{\"paused\":true}}",
        "resume|batch:CronJob:report|PATCH " + REPORT + "|{\"spec\":{\"suspend\":false}}",
        "create-job|batch:CronJob:report|POST /apis/batch/v1/namespaces/shop/jobs"
            + "|\"cronjob.kubernetes.io/instantiate\":\"manual\"",
      })
  void anActionIsOneWrite(String action, String resource, String call, String body) {
    Outcome outcome = app("actions", "run", "shop", action, "--resource", resource);

    assertThat(outcome.err()).isEmpty();
    assertThat(writes)
        .singleElement()
        .satisfies(write -> assertThat(write).startsWith(call + " ").contains(body));
  }

  @Test
  void aJobByHandIsOwnedByItsCronJob() {
    assertThat(app("actions", "run", "shop", "create-job", "--all").out())
        .startsWith("shop CronJob.batch/report: created Job report-");
    JsonNode job = tree(writes.getFirst().replaceFirst("^POST \\S+ ", ""));

    assertThat(job.at("/metadata/name").asText()).matches("report-\\d{10}");
    assertThat(job.at("/metadata/labels/app").asText()).isEqualTo("report");
    assertThat(job.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo("u-2");
    assertThat(job.at("/spec/template/spec/restartPolicy").asText()).isEqualTo("Never");
  }

  @Test
  void anActionThatDoesNotApplyIsRefused() {
    Outcome outcome = app("actions", "run", "shop", "resume", "--resource", "apps:Deployment:web");

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains("no object of shop has the action \"resume\" now");
    assertThat(writes).isEmpty();
    assertThat(app("actions", "run", "shop", "restart").exitCode()).isEqualTo(2);
    assertThat(app("actions", "run", "shop", "restart", "--resource", "web").exitCode())
        .isEqualTo(2);
  }

  private void pods(String... names) {
    objects.put(
        "/apis/apps/v1/namespaces/shop/replicasets",
        "items: [{metadata: {name: web-1, namespace: shop, ownerReferences: [{kind: Deployment,"
            + " name: web}]}}]");
    List<String> items = new ArrayList<>();
    for (String name : names) {
      items.add(
          "{metadata: {name: "
              + name
              + ", namespace: shop, ownerReferences: [{kind: ReplicaSet, name: web-1}]}}");
      objects.put(
          "/api/v1/namespaces/shop/pods/" + name,
          "{kind: Pod, spec: {initContainers: [{name: init}], containers: [{name: app}, {name:"
              + " proxy}]}}");
    }
    objects.put("/api/v1/namespaces/shop/pods", "items: [" + String.join(", ", items) + "]");
  }

  @Test
  void logsAreThoseOfEachContainerOfItsPods() {
    pods("web-1-a", "web-1-b");
    Outcome outcome = app("logs", "shop", "--tail", "7", "--since", "10m", "-p");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .hasSize(8)
        .startsWith("[web-1-a app] one", "[web-1-a app] two", "[web-1-a proxy] one");
    assertThat(logCalls)
        .contains(
            "/api/v1/namespaces/shop/pods/web-1-a/log?container=app&previous=true&sinceSeconds=600"
                + "&tailLines=7");
  }

  @Test
  void logsOfOneContainerAreShownAsTheyAre() {
    pods("web-1-a");
    assertThat(app("logs", "shop", "-c", "init", "--resource", "apps:Deployment:web").out())
        .isEqualTo("one\ntwo\n");
    assertThat(app("logs", "shop", "-c", "app", "--resource", ":Pod:web-1-a").out())
        .isEqualTo("one\ntwo\n");
    assertThat(app("logs", "shop", "--resource", "batch:CronJob:report").err())
        .contains("no container to show the log of");
    assertThat(app("logs", "shop", "--since", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void severalLogsAreFollowedAtATime() {
    pods("web-1-a", "web-1-b");

    assertThat(app("logs", "shop", "-f").out().lines())
        .hasSize(8)
        .contains("[web-1-a app] two", "[web-1-b proxy] two");
    assertThat(logCalls).hasSize(4).allSatisfy(call -> assertThat(call).contains("follow=true"));
  }

  @Test
  void aLogThatCannotBeReadDoesNotHideTheOthers() {
    pods("broken", "web-1-a");
    Outcome outcome = app("logs", "shop", "-c", "app");

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).isEqualTo("error: cannot read the log of broken/app: not started\n");
    assertThat(outcome.out()).contains("[web-1-a app] one");
  }
}
