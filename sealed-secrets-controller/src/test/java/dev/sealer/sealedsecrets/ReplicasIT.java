package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.controller.ControllerGroup;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas: both serve, one writes, the other takes over. */
@KubernetesCluster
class ReplicasIT {

  private final String canary = "canary-" + UUID.randomUUID();
  private final SealingKeyPair key =
      new NewSealingKey(2048, "own", Duration.ofDays(30))
          .generate(Instant.now(), new SecureRandom());

  @BeforeAll
  static void prepare(KubernetesClient client) {
    RunningController.installKind(client);
  }

  /** A replica with its own account, so that the audit log tells them apart. */
  private static final class Replica implements AutoCloseable {
    final RunningController running;
    final LeaderElection election;
    private final KubernetesClient client;

    Replica(ControlPlane plane, String namespace, String account) {
      RunningController.allowAll(plane.client(), namespace, account);
      client =
          new KubernetesClientBuilder().withConfig(plane.configFor(namespace, account)).build();
      running = RunningController.follow(client, RunningController.settings(namespace));
      election =
          new LeaderElection(
              LeaderElection.Settings.of(new ObjectKey(namespace, "replicas"), account),
              new ApiServerObjects(client),
              new ControllerGroup(List.of(running.controller())),
              JdkPlatform.standard());
      election.start();
    }

    double seriesOf(String name) {
      return running
          .registry
          .find("sealed_secrets_controller_condition_info")
          .tags("name", name)
          .gauges()
          .size();
    }

    @Override
    public void close() {
      election.close();
      running.close();
      client.close();
    }
  }

  @Test
  void bothServeOneWritesAndTheOtherTakesOver(
      ControlPlane plane, @FreshNamespace String namespace) {
    RunningController.createKey(plane.client(), namespace, "own", key);
    AuditLog.Mark start = plane.auditLog().mark();
    try (Replica first = new Replica(plane, namespace, "first")) {
      await().until(first.election::isLeader);
      try (Replica second = new Replica(plane, namespace, "second")) {
        first.running.create("one", key.certificate(), canary);
        first.running.awaitCondition("one", "Ready", "True");
        assertServes(first.running);
        assertServes(second.running);
        assertThat(second.election.isLeader()).isFalse();
        assertThat(second.running.controller().renewKey()).isFalse();
        assertThat(writes(plane, start, namespace, "second")).isEmpty();
        assertThat(writes(plane, start, namespace, "first")).isNotEmpty();
        assertThat(first.seriesOf("one")).isEqualTo(1);
        assertThat(second.seriesOf("one")).isZero();

        first.election.close();
        await().until(second.election::isLeader);
        AuditLog.Mark handed = plane.auditLog().mark();
        second.running.create("two", key.certificate(), canary);

        assertThat(value(second.running.awaitSecret("two"), "password")).isEqualTo(canary);
        second.running.awaitCondition("two", "Ready", "True");
        await().until(() -> second.seriesOf("one") == 1);
        assertThat(first.seriesOf("one")).as("the new leader speaks of it").isZero();
        assertThat(second.running.unsealRequests()).as("what is done stays done").isEqualTo(1);
        assertThat(writes(plane, handed, namespace, "first")).isEmpty();
        assertServes(first.running);
      }
    }
  }

  @Test
  void aReplicaIsNotReadyBeforeThereIsAKey(
      KubernetesClient client, @FreshNamespace String namespace) {
    try (RunningController replica =
        RunningController.follow(client, RunningController.settings(namespace))) {
      await()
          .untilAsserted(() ->
              assertThat(replica.get("/readyz").body())
                  .isEqualTo(
                      "waiting for: a sealing key in namespace %s (the leader generates the first one)\n"
                          .formatted(namespace)));

      RunningController.createKey(client, namespace, "own", key);

      await().untilAsserted(() -> assertThat(replica.get("/readyz").statusCode()).isEqualTo(200));
    }
  }

  private void assertServes(RunningController replica) {
    await()
        .untilAsserted(
            () -> assertThat(replica.certificate()).isEqualTo(key.certificate().toPem()));
    SealingCertificate certificate =
        SealingCertificate.parse(replica.certificate().getBytes(StandardCharsets.US_ASCII));
    String body =
        "{\"kind\":\"SealedSecret\",\"apiVersion\":\"bitnami.com/v1alpha1\",\"metadata\":{\"name\":"
            + "\"x\",\"namespace\":\"n\"},\"spec\":{\"encryptedData\":{\"a\":\"%s\"}}}"
                .formatted(RunningController.seal("n", "x", certificate, canary));
    assertThat(replica.post("/v1/verify", body).statusCode()).isEqualTo(200);
    assertThat(replica.get("/readyz").statusCode()).isEqualTo(200);
  }

  /** What it wrote but for its lease, for which both ask. */
  private static List<AuditEntry> writes(
      ControlPlane plane, AuditLog.Mark since, String namespace, String account) {
    return plane
        .auditLog()
        .entries(since, AuditFilter.writes().serviceAccount(namespace, account))
        .stream()
        .filter(entry -> !entry.resource().equals("leases"))
        .toList();
  }
}
