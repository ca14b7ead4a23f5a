package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of the real Sealed Secrets controller goes on under ours, in place, and back. */
@KubernetesCluster
class TakeoverIT {

  private static final int OBJECTS = 50;
  private static final String PEER_ACCOUNT = "testbed-sealed-secrets-controller";
  private static final String OUR_ACCOUNT = "takeover";

  private final Canary canary = Canary.random();
  private final SealingKeyPair olderKey = key(Duration.ofDays(20));
  private final SealingKeyPair newerKey = key(Duration.ofDays(1));
  @TempDir private Path folder;
  private ControlPlane plane;
  private KubernetesClient client;
  private String namespace;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    Prerequisites.require("TakeoverIT", SealedSecretsPeer.available());
    RunningController.installKind(client);
  }

  @BeforeEach
  void remember(ControlPlane controlPlane, @FreshNamespace String fresh) {
    plane = controlPlane;
    client = controlPlane.client();
    namespace = fresh;
    RunningController.createKey(client, SealedSecretsPeer.NAMESPACE, "takeover-older", olderKey);
    RunningController.createKey(client, SealedSecretsPeer.NAMESPACE, "takeover-newer", newerKey);
    RunningController.allowAll(client, SealedSecretsPeer.NAMESPACE, OUR_ACCOUNT);
  }

  @Test
  void goesOnUnderUsWithoutTouchingAByteAndBack() throws Exception {
    Mixture mixture = new Mixture(client, namespace, canary.value());
    try (SealedSecretsPeer peer = startPeer()) {
      assertThat(peer.certificate()).isNotEmpty();
      for (int i = 0; i < OBJECTS; i++) {
        mixture.create(i, (i / 3 % 2 == 0 ? newerKey : olderKey).certificate());
      }
      await().until(() -> countTrue("Synced") == OBJECTS);
    }
    Map<String, Secret> before = secrets();
    AuditLog.Mark taken = plane.auditLog().mark();

    try (KubernetesClient account =
            new KubernetesClientBuilder()
                .withConfig(plane.configFor(SealedSecretsPeer.NAMESPACE, OUR_ACCOUNT))
                .build();
        RunningController ours = RunningController.start(account, settings())) {
      await().until(() -> countTrue("Ready") == OBJECTS);

      assertSame(before, secrets());
      assertOneMetadataPatchEach(taken);
      assertThat(secrets().values()).allSatisfy(TakeoverIT::nothingOfOursIsAlsoThePeers);
      assertThat(ours.unsealRequests()).isEqualTo(OBJECTS);
      droppedKeysGo(mixture);
    }

    Map<String, Secret> under = secrets();
    AuditLog.Mark back = plane.auditLog().mark();
    try (SealedSecretsPeer peer = startPeer()) {
      await().until(() -> toldByThePeer(back) >= OBJECTS);
      assertThat(Files.readString(peer.log())).doesNotContain("ERROR", "Error", "panic");
      assertThat(countTrue("Synced")).isEqualTo(OBJECTS);
      assertSame(under, secrets());
    }
    CanarySearch.of(canary).cluster(plane).assertNothingFound();
  }

  /** Keys that the peer had written go, in each mode, and what is others' stays. */
  private void droppedKeysGo(Mixture mixture) {
    for (Mixture.Kind kind :
        List.of(Mixture.Kind.PLAIN, Mixture.Kind.PATCHED, Mixture.Kind.UNOWNED)) {
      String name = mixture.name(kind);
      client
          .resources(SealedSecret.class)
          .inNamespace(namespace)
          .withName(name)
          .edit(object -> {
            Map<String, String> items = new TreeMap<>(object.getSpec().encryptedData());
            items.remove("second");
            object.setSpec(new SealedSecretSpec(items, null, object.getSpec().template()));
            return object;
          });
      await()
          .untilAsserted(
              () -> assertThat(secret(name).getData()).as(name).doesNotContainKey("second"));
      assertThat(secret(name).getData()).containsKey("password");
    }
    Secret patched = secret(mixture.name(Mixture.Kind.PATCHED));
    assertThat(patched.getData()).containsKey("theirs");
    assertThat(patched.getMetadata().getLabels()).containsEntry("their", "label");
    await().until(() -> countTrue("Ready") == OBJECTS);
  }

  private void assertOneMetadataPatchEach(AuditLog.Mark since) {
    AuditFilter ours =
        AuditFilter.writes()
            .namespace(namespace)
            .serviceAccount(SealedSecretsPeer.NAMESPACE, OUR_ACCOUNT);
    List<AuditEntry> writes = plane.auditLog().entries(since, ours.resource("secrets"));
    // An apply, which would carry the data, says whether it forces.
    assertThat(writes.stream().map(w -> w.verb() + " " + w.code() + " " + w.name()).toList())
        .doesNotHaveDuplicates()
        .allSatisfy(write -> assertThat(write).startsWith("patch 200 "));
    assertThat(writes.stream().map(AuditEntry::uri).filter(uri -> uri.contains("force=")))
        .isEmpty();
    assertThat(plane.auditLog().entries(since, ours.resource("events"))).isEmpty();
  }

  private static void nothingOfOursIsAlsoThePeers(Secret secret) {
    List<String> fields = new ArrayList<>();
    for (ManagedFieldsEntry entry : secret.getMetadata().getManagedFields()) {
      if (entry.getManager().equals("controller")) {
        fields.addAll(entry.getFieldsV1().getAdditionalProperties().keySet());
      }
    }
    assertThat(fields).as(secret.getMetadata().getName()).doesNotContain("f:data", "f:metadata");
  }

  private static void assertSame(Map<String, Secret> before, Map<String, Secret> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, old) -> {
      Secret now = after.get(name);
      assertThat(now).isNotNull();
      assertThat(now.getMetadata().getUid()).as(name).isEqualTo(old.getMetadata().getUid());
      assertThat(now.getData().equals(old.getData())).as(name + "'s data").isTrue();
      assertThat(now.getType()).isEqualTo(old.getType());
      assertThat(now.getImmutable()).isEqualTo(old.getImmutable());
      assertThat(now.getMetadata().getLabels()).isEqualTo(old.getMetadata().getLabels());
      assertThat(now.getMetadata().getAnnotations()).isEqualTo(old.getMetadata().getAnnotations());
      assertThat(now.getMetadata().getOwnerReferences())
          .isEqualTo(old.getMetadata().getOwnerReferences());
    });
  }

  private static SealingKeyPair key(Duration age) {
    return new NewSealingKey(2048, "brought", Duration.ofDays(365))
        .generate(Instant.now().minus(age), new SecureRandom());
  }

  private SealedSecretsSettings settings() {
    return RunningController.settings(SealedSecretsPeer.NAMESPACE)
        .withKeys(
            RunningController.keys(
                SealedSecretsPeer.NAMESPACE, new KeyLife(Duration.ofDays(30), null, true)))
        .watching(List.of(namespace), "");
  }

  private SealedSecretsPeer startPeer() {
    return SealedSecretsPeer.start(
        plane,
        folder.resolve("peer-" + System.nanoTime()),
        "--key-size=2048",
        "--all-namespaces=false",
        "--additional-namespaces=" + namespace);
  }

  /** The peer tells of every object whenever it has looked at it. */
  private long toldByThePeer(AuditLog.Mark since) {
    return plane
        .auditLog()
        .entries(
            since,
            AuditFilter.writes()
                .resource("events")
                .namespace(namespace)
                .serviceAccount(SealedSecretsPeer.NAMESPACE, PEER_ACCOUNT))
        .size();
  }

  private Secret secret(String name) {
    return Objects.requireNonNull(secrets().get(name), name);
  }

  private Map<String, Secret> secrets() {
    return client.secrets().inNamespace(namespace).list().getItems().stream()
        .collect(Collectors.toMap(s -> s.getMetadata().getName(), s -> s));
  }

  private long countTrue(String type) {
    return client.resources(SealedSecret.class).inNamespace(namespace).list().getItems().stream()
        .filter(object ->
            object.getStatus() != null
                && object.getStatus().conditions().stream()
                    .anyMatch(c -> c.type().equals(type) && c.status().equals("True")))
        .count();
  }
}
