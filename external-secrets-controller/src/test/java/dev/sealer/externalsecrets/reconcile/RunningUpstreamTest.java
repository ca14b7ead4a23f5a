package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.testbed.canary.Canary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An External Secrets Operator that runs in the same cluster. */
final class RunningUpstreamTest {
  private static final String PASSWORD = "data: [{secretKey: password, remoteRef: {key: db}}]\n";
  private static final ObjectKey UPSTREAM = new ObjectKey("ns", "external-secrets");

  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();
  private final String value = Canary.random().value();

  private void upstream(String args) {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: external-secrets
              namespace: ns
              labels: {app.kubernetes.io/name: external-secrets}
            spec:
              selector: {matchLabels: {app: eso}}
              template:
                metadata: {labels: {app: eso}}
                spec: {containers: [{name: controller, image: eso, args: %s}]}
            """
                .formatted(args));
    available(1);
  }

  private void available(int replicas) {
    ObjectNode status = Json.object();
    status.put("replicas", 1).put("readyReplicas", replicas).put("availableReplicas", replicas);
    WriteResult written =
        place
            .cluster
            .objects()
            .writeStatus(
                new ObjectRef(UpstreamDeployment.TYPE, UPSTREAM),
                status,
                StatusWrite.apply("deployment-controller"));
    assertThat(written).isInstanceOf(WriteResult.Applied.class);
  }

  private JsonNode held() {
    for (JsonNode condition : place.externalSecret("db").at("/status/conditions")) {
      if (condition.path("type").asText().equals("WritesHeld")) {
        return condition;
      }
    }
    return Json.object();
  }

  @Test
  void writesAreHeldWhileItIsAvailableAndAConditionSaysSo() {
    place.store.put("db", value);
    upstream("[--concurrent=1]");
    place.want("db", PASSWORD);

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.store.calls()).isZero();
    assertThat(held().path("status").asText()).isEqualTo("True");
    assertThat(held().path("message").asText()).contains("Deployment ns/external-secrets");

    available(0);
    // First the condition goes.
    Outcome _ = place.reconcile("db");
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).isTrue();
    assertThat(held()).isEmpty();
  }

  @Test
  void aSecretIsNeitherRepairedNorRefreshedNorDeletedWhileItIsAvailable() {
    place.store.put("db", value);
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");
    upstream("[]");
    ObjectNode _ =
        place.cluster.edit(
            dev.sealer.kube.ResourceType.SECRET, key("db"), "stringData: {password: other}");
    place.cluster.advance(Duration.ofHours(2));
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).containsEntry("password", "other");
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  @Test
  void theConditionIsWrittenOnce() {
    upstream("[]");
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");
    var _ = place.calls();
    Outcome _ = place.reconcile("db");

    assertThat(place.calls()).isEmpty();
  }

  @Test
  void oneOfAnotherClassLeavesWhatNamesOurClassToUs() {
    place.store.put("db", value);
    upstream("[--controller-class, eso]");
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).as("a store of no class is served by both").isFalse();

    place.editStore("spec: {controller: default}");
    Outcome _ = place.reconcile("db");
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).isTrue();
  }

  @Test
  void oneOfOurClassHoldsWhatNamesItToo() {
    place.store.put("db", value);
    upstream("[--controller-class=default]");
    place.editStore("spec: {controller: default}");
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");

    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.cluster.server().list(TYPE, "ns")).hasSize(1);
  }
}
