package dev.sealer.externalsecrets.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.stores.CheckedStores;
import dev.sealer.externalsecrets.stores.ControllerClaim;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ClusterExternalSecrets on a cluster in memory. */
final class ClusterExternalSecretReconcilerTest {

  private static final ResourceType ES = ResourceType.of(ExternalSecret.class);
  private static final ObjectKey SHARED = ObjectKey.clusterScoped("shared");
  private static final String BLUE = "namespaceSelectors: [{matchLabels: {team: blue}}]";

  private final InMemoryCluster cluster = new InMemoryCluster();
  private ClusterExternalSecretReconciler reconciler = reconciler(List.of());

  private ClusterExternalSecretReconciler reconciler(List<String> served) {
    return new ClusterExternalSecretReconciler(
        new ClusterExternalSecretReconciler.Watched(
            cluster.watch(ClusterExternalSecretObject.TYPE, ClusterExternalSecretObject::of),
            cluster.watch(ExternalSecret.class, ExternalSecretObject::of),
            cluster.watchMetadata(ResourceType.NAMESPACE)),
        new ControllerClaim(
            new StoreDirectory(
                cluster.watch(SecretStore.class, StoreObject::of),
                cluster.watch(ClusterSecretStore.class, StoreObject::of),
                cluster.watchMetadata(ResourceType.NAMESPACE),
                new CheckedStores()),
            true,
            "default",
            cluster.watch(UpstreamDeployment.TYPE, UpstreamDeployment::of)::list),
        cluster.objects(),
        new SyncMetrics(cluster.metrics(), SyncMetrics.Kind.CLUSTER_EXTERNAL_SECRET),
        cluster.time(),
        served);
  }

  private void namespace(String name, String labels) {
    ObjectNode _ =
        cluster.apply(
            "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}"
                .formatted(name, labels));
  }

  /** Applies the ClusterExternalSecret; {@code more} is YAML of its spec. */
  private void want(String more) {
    want("{}", more);
  }

  private void want(String annotations, String more) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ClusterExternalSecret
            metadata: {name: shared, annotations: %s}
            spec:
              externalSecretSpec:
                secretStoreRef: {name: aws, kind: ClusterSecretStore}
                data: [{secretKey: password, remoteRef: {key: db}}]
            %s\
            """
                .formatted(annotations, more.indent(2)));
  }

  private Outcome reconcile() {
    return reconciler.reconcile(SHARED);
  }

  private List<String> children() {
    return cluster.list(ES, "").stream()
        .map(es -> es.at("/metadata/namespace").asText() + "/" + es.at("/metadata/name").asText())
        .sorted()
        .toList();
  }

  private JsonNode status() {
    return cluster.get(ClusterExternalSecretObject.TYPE, SHARED).path("status");
  }

  private String ready() {
    return cluster.condition(ClusterExternalSecretObject.TYPE, SHARED, "Ready");
  }

  private List<StoredWrite> writesOf(Runnable work) {
    List<StoredWrite> writes = new ArrayList<>();
    cluster.server().listen(writes::add);
    work.run();
    return List.copyOf(writes);
  }

  @Test
  void createsTheExternalSecretInTheNamespacesThatMatchASelectorOrAreNamed() {
    namespace("blue", "team: blue");
    namespace("red", "team: red");
    namespace("named", "");
    want(BLUE + "\nnamespaces: [named]\nrefreshTime: 5m\nexternalSecretName: db\n");

    assertThat(reconcile()).isEqualTo(Outcome.requeueAfter(Duration.ofMinutes(5)));
    assertThat(children()).containsExactly("blue/db", "named/db");
    assertThat(status().path("externalSecretName").asText()).isEqualTo("db");
    assertThat(status().path("provisionedNamespaces").toString()).isEqualTo("[\"blue\",\"named\"]");
    assertThat(status().has("failedNamespaces")).isFalse();
    assertThat(ready()).startsWith("True");
  }

  @Test
  void theExternalSecretHasTheSpecTheMetadataAndAnOwner() {
    namespace("blue", "team: blue");
    want(
        "{external-secrets.io/force-sync: '1'}",
        BLUE + "\nexternalSecretMetadata: {labels: {a: b}, annotations: {c: d}}\n");
    Outcome _ = reconcile();
    ObjectNode child = cluster.get(ES, new ObjectKey("blue", "shared"));
    ObjectNode owner = cluster.get(ClusterExternalSecretObject.TYPE, SHARED);

    assertThat(child.path("spec")).isEqualTo(owner.at("/spec/externalSecretSpec"));
    assertThat(child.at("/metadata/labels/a").asText()).isEqualTo("b");
    assertThat(child.at("/metadata/annotations/c").asText()).isEqualTo("d");
    assertThat(
            child
                .path("metadata")
                .path("annotations")
                .path(ClusterExternalSecretObject.FORCE_SYNC)
                .asText())
        .isEqualTo("1");
    assertThat(child.at("/metadata/ownerReferences/0/uid")).isEqualTo(owner.at("/metadata/uid"));
    assertThat(child.at("/metadata/ownerReferences/0/controller").asBoolean()).isTrue();
  }

  @Test
  void withoutAChangeNothingIsWrittenAlsoAfterARestart() {
    namespace("blue", "team: blue");
    want(BLUE);
    Outcome _ = reconcile();

    assertThat(writesOf(this::reconcile)).isEmpty();
    reconciler = reconciler(List.of());
    assertThat(writesOf(this::reconcile)).isEmpty();
  }

  @Test
  void followsLabelsOfNamespacesBothWays() {
    namespace("one", "team: blue");
    namespace("two", "team: red");
    want(BLUE);
    Outcome _ = reconcile();
    namespace("one", "team: red");
    namespace("two", "team: blue");
    Outcome _ = reconcile();

    assertThat(children()).containsExactly("two/shared");
    assertThat(status().path("provisionedNamespaces").toString()).isEqualTo("[\"two\"]");
    assertThat(cluster.get(ResourceType.NAMESPACE, ObjectKey.clusterScoped("one")).toString())
        .doesNotContain("external-secrets.io");
  }

  @Test
  void afterARenameTheExternalSecretsOfTheFormerNameAreRemoved() {
    namespace("blue", "team: blue");
    want(BLUE);
    Outcome _ = reconcile();
    want(BLUE + "\nexternalSecretName: renamed\n");
    Outcome _ = reconcile();

    assertThat(children()).containsExactly("blue/renamed");
  }

  @Test
  void anExternalSecretOfSomebodyElseIsLeftAloneAndNamed() {
    namespace("blue", "team: blue");
    namespace("free", "team: blue");
    ObjectNode foreign =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: shared, namespace: blue}
            spec: {data: [{secretKey: own, remoteRef: {key: own}}]}
            """);
    want(BLUE);
    assertThat(reconcile()).isEqualTo(Outcome.requeueAfter(Duration.ofHours(1)));

    assertThat(cluster.get(ES, new ObjectKey("blue", "shared"))).isEqualTo(foreign);
    assertThat(children()).contains("free/shared");
    assertThat(status().path("failedNamespaces").toString())
        .isEqualTo(
            "[{\"namespace\":\"blue\",\"reason\":\"external secret already exists in namespace\"}]");
    assertThat(ready()).isEqualTo("False : one or more namespaces failed");

    want("namespaces: [free]");
    Outcome _ = reconcile();
    assertThat(children()).containsExactly("blue/shared", "free/shared");
    assertThat(ready()).startsWith("True");
  }

  @Test
  void putsBackWhatOthersChangedAddedOrDeleted() {
    namespace("blue", "team: blue");
    want(BLUE);
    Outcome _ = reconcile();
    ObjectKey key = new ObjectKey("blue", "shared");
    JsonNode wanted = cluster.get(ES, key).path("spec");
    ObjectNode _ =
        cluster.edit(
            ES,
            key,
            "spec: {refreshInterval: 1m, secretStoreRef: {name: other}, target: {name: x}}");
    Outcome _ = reconcile();
    assertThat(cluster.get(ES, key).path("spec")).isEqualTo(wanted);

    cluster.delete(ES, key);
    Outcome _ = reconcile();
    assertThat(cluster.get(ES, key).path("spec")).isEqualTo(wanted);
  }

  @Test
  void aSelectorThatCannotBeEvaluatedRemovesNothing() {
    namespace("blue", "team: blue");
    want(BLUE);
    Outcome _ = reconcile();
    want("namespaceSelectors: [{matchExpressions: [{key: team, operator: Is, values: [blue]}]}]");

    assertThat(reconcile()).isEqualTo(Outcome.done());
    assertThat(children()).containsExactly("blue/shared");
    assertThat(status().path("provisionedNamespaces").toString()).isEqualTo("[\"blue\"]");
    assertThat(ready()).contains("unable to convert labelselector", "\"Is\" is not an operator");
  }

  @Test
  void metricsShowTheConditionUntilTheObjectIsDeleted() {
    want(BLUE);
    Outcome _ = reconcile();
    assertThat(series()).hasSize(3);
    assertThat(
            cluster
                .metrics()
                .get("clusterexternalsecret_status_condition")
                .tags("name", "shared", "condition", "Ready", "status", "True")
                .gauge()
                .value())
        .isEqualTo(1);

    cluster.delete(ClusterExternalSecretObject.TYPE, SHARED);
    Outcome _ = reconcile();
    assertThat(series()).isEmpty();
  }

  private List<String> series() {
    return cluster.metrics().getMeters().stream()
        .map(meter -> meter.getId().getName())
        .filter(name -> name.startsWith("clusterexternalsecret_"))
        .toList();
  }

  @Test
  void anEmptySelectorMeansAllNamespacesThatAreServed() {
    namespace("one", "");
    namespace("two", "");
    reconciler = reconciler(List.of("two"));
    want("namespaceSelectors: [{}]");
    Outcome _ = reconcile();

    assertThat(children()).containsExactly("two/shared");
  }

  @Test
  void theStoreOfAnotherControllerClassMeansThatItIsLeftAlone() {
    namespace("blue", "team: blue");
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ClusterSecretStore
            metadata: {name: aws}
            spec: {controller: other, provider: {fake: {}}}
            """);
    want(BLUE);

    assertThat(reconcile()).isEqualTo(Outcome.done());
    assertThat(children()).isEmpty();
    assertThat(status().isMissingNode()).isTrue();
  }

  @Test
  void theFinalizerOfTheFormerControllerDoesNotKeepADeletedObject() {
    namespace("blue", "team: blue");
    want(BLUE);
    ObjectNode _ =
        cluster.edit(
            ClusterExternalSecretObject.TYPE,
            SHARED,
            "metadata: {finalizers: [" + ClusterExternalSecretReconciler.FINALIZER + "]}");
    cluster.delete(ClusterExternalSecretObject.TYPE, SHARED);
    assertThat(cluster.find(ClusterExternalSecretObject.TYPE, SHARED)).isPresent();

    assertThat(reconcile()).isEqualTo(Outcome.done());
    assertThat(cluster.find(ClusterExternalSecretObject.TYPE, SHARED)).isEmpty();
  }
}
