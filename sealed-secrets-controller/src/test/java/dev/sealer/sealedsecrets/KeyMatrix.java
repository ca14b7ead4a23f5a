package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.ControllerSide.Options;
import dev.sealer.sealedsecrets.ControllerSide.Running;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How sealing keys live, tested alike with the real controller and with ours. Where the two differ,
 * the test says so, and docs/compatibility/sealed-secrets.md says why.
 */
abstract class KeyMatrix {
  private static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static final Map<String, String> ACTIVE = Map.of(LABEL, "active");

  private final ControllerSide side;
  private final String canary = "canary-" + UUID.randomUUID();
  private @Nullable Running controller;
  private ControlPlane plane;
  private KubernetesClient client;
  private String namespace;
  private Path folder;

  KeyMatrix(ControllerSide side) {
    this.side = side;
  }

  @BeforeEach
  void remember(ControlPlane shared, @FreshNamespace String fresh, @TempDir Path temporary) {
    Prerequisites.require(getClass().getSimpleName(), SealedSecretsPeer.available());
    plane = shared;
    client = shared.client();
    namespace = fresh;
    folder = temporary;
    RunningController.installKind(client);
  }

  @AfterEach
  void stop() {
    if (controller != null) {
      controller.close();
    }
  }

  @Test
  void theFirstKeyIsMadeAndUsedAgain() {
    String certificate =
        start(options().marking("own-prefix", Map.of("team", "a"), Map.of("note", "b")))
            .certificate();
    Secret key = onlyKey();
    assertThat(key.getMetadata().getName()).startsWith("own-prefix").hasSize(15);
    assertThat(key.getMetadata().getLabels()).isEqualTo(Map.of(LABEL, "active", "team", "a"));
    assertThat(key.getMetadata().getAnnotations()).containsEntry("note", "b");
    assertThat(key.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(key.getData()).containsOnlyKeys("tls.crt", "tls.key");
    Map<String, String> values = SealedPlace.values(key);
    assertThat(values.get("tls.key")).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    assertThat(values.get("tls.crt")).isEqualTo(certificate);
    SealingCertificate parsed = parse(certificate);
    assertThat(parsed.keyBits()).isEqualTo(2048);
    assertThat(Duration.between(parsed.notBefore(), parsed.notAfter()))
        .isEqualTo(Duration.ofDays(3650));

    restart(options());

    assertOpens("login", place());
    assertThat(onlyKey().getMetadata().getName()).isEqualTo(key.getMetadata().getName());
  }

  @Test
  void aStaleKeyIsRenewedAndGoesOnToOpen() {
    SealingKeyPair stale = keyFrom(Duration.ofHours(2));
    store("stale", stale, ACTIVE);

    start(options().renewing(Duration.ofHours(1), null));

    await().until(() -> keys().size() == 2);
    assertThat(awaitOther(stale)).isNotEqualTo(stale.certificate().toPem());
    assertOpens("old", new SealedPlace(client, namespace, stale.certificate().toPem()));
    assertOpens("new", place());
  }

  @Test
  void aYoungKeyIsNotRenewed() {
    SealingKeyPair young = keyFrom(Duration.ofMinutes(10));
    store("young", young, ACTIVE);

    start(options().renewing(Duration.ofHours(1), null));

    assertOpens("login", new SealedPlace(client, namespace, young.certificate().toPem()));
    assertThat(running().certificate()).isEqualTo(young.certificate().toPem());
    assertThat(keys()).hasSize(1);
  }

  @Test
  void renewalCanBeOff() {
    SealingKeyPair old = keyFrom(Duration.ofDays(400));
    store("old", old, ACTIVE);

    start(options().renewing(Duration.ZERO, null));

    assertOpens("login", new SealedPlace(client, namespace, old.certificate().toPem()));
    assertThat(running().certificate()).isEqualTo(old.certificate().toPem());
    assertThat(keys()).hasSize(1);
  }

  @Test
  void aKeyFromBeforeTheCutoffIsFollowedAtOnce() {
    SealingKeyPair before = keyFrom(Duration.ofHours(2));
    store("before", before, ACTIVE);

    start(options().renewing(Duration.ZERO, Instant.now().minus(Duration.ofHours(1))));

    await().until(() -> keys().size() == 2);
    assertThat(awaitOther(before)).isNotEqualTo(before.certificate().toPem());
  }

  @Test
  void aKeyFromAfterTheCutoffStays() {
    SealingKeyPair after = keyFrom(Duration.ofMinutes(30));
    store("after", after, ACTIVE);

    start(options().renewing(Duration.ZERO, Instant.now().minus(Duration.ofHours(1))));

    assertOpens("login", new SealedPlace(client, namespace, after.certificate().toPem()));
    assertThat(keys()).hasSize(1);
  }

  /** With the peer every start makes another key until that time has come. */
  @Test
  void aCutoffThatIsToComeMakesNoKeyWithOurs() {
    SealingKeyPair own = keyFrom(Duration.ofHours(1));
    store("own", own, ACTIVE);

    start(options().renewing(Duration.ZERO, Instant.now().plus(Duration.ofDays(1))));

    assertOpens("login", new SealedPlace(client, namespace, own.certificate().toPem()));
    assertThat(keys()).hasSize(side == ControllerSide.OURS ? 1 : 2);
  }

  @Test
  void theYoungestCertificateSealsAndAllKeysOpen() {
    SealingKeyPair young = keyFrom(Duration.ofHours(1));
    SealingKeyPair old = keyFrom(Duration.ofHours(3));
    store("a-young", young, ACTIVE);
    store("b-old", old, ACTIVE);

    start(options());

    await().until(() -> running().certificate().equals(young.certificate().toPem()));
    assertOpens("young", new SealedPlace(client, namespace, young.certificate().toPem()));
    assertOpens("old", new SealedPlace(client, namespace, old.certificate().toPem()));
    assertThat(keys()).hasSize(2);
  }

  @Test
  void theYoungestSecretSealsWhereAskedFor() {
    SealingKeyPair young = keyFrom(Duration.ofHours(1));
    SealingKeyPair old = keyFrom(Duration.ofHours(3));
    Secret first = store("a-first", young, ACTIVE);
    // Creation times are whole seconds, so the next one is waited for.
    await()
        .until(() -> {
          Secret probe = store("probe-" + UUID.randomUUID(), old, Map.of());
          return !created(probe).equals(created(first));
        });
    store("b-second", old, ACTIVE);

    start(options().orderedBy(KeyOrder.SECRET_CREATION_TIMESTAMP));

    await().until(() -> running().certificate().equals(old.certificate().toPem()));
  }

  @Test
  void theLegacyKeyNeedsNoLabel() {
    SealingKeyPair legacy = keyFrom(Duration.ofHours(1));
    store("sealed-secrets-key", legacy, Map.of());

    start(options());

    assertOpens("login", new SealedPlace(client, namespace, legacy.certificate().toPem()));
    assertThat(running().certificate()).isEqualTo(legacy.certificate().toPem());
    assertThat(keys()).isEmpty();
  }

  @Test
  void aKeyWithAnotherLabelIsNotUsed() {
    SealingKeyPair compromised = keyFrom(Duration.ofHours(1));
    store("compromised", compromised, Map.of(LABEL, "compromised"));

    start(options());

    assertThat(awaitOther(compromised)).isNotEqualTo(compromised.certificate().toPem());
    SealedPlace place = new SealedPlace(client, namespace, compromised.certificate().toPem());
    place.create("login", Map.of("k", canary), null);
    assertThat(place.awaitSynced("login", "False").message())
        .startsWith("no key could decrypt secret (k)");
  }

  @Test
  void theDeprecatedFormCanBeRefused() {
    start(options().withoutDeprecatedData());
    SealedPlace place = place();
    place.createSpec(
        "whole",
        new SealedSecretSpec(
            Map.of(), place.strict("whole", "{\"kind\":\"Secret\",\"apiVersion\":\"v1\"}"), null),
        Map.of());

    assertThat(place.awaitSynced("whole", "False").message())
        .isEqualTo("using deprecated 'data' field, use 'encryptedData' or flip the feature flag");
  }

  @Test
  void aRebuiltClusterOpensAgainOnceItsKeysAreBack() {
    start(options());
    SealedPlace before = place();
    String item = before.strict("login", canary);
    Secret backup = onlyKey();
    running().close();
    client.resource(backup).delete();

    start(options());
    await().until(() -> keys().size() == 1);
    before.createItems("login", Map.of("k", item), null, Map.of());
    before.awaitSynced("login", "False");
    client
        .resource(
            new SecretBuilder(backup)
                .editMetadata()
                .withResourceVersion(null)
                .withUid(null)
                .withCreationTimestamp(null)
                .endMetadata()
                .build())
        .create();
    // The peer reads keys at its start only; ours needs no restart.
    if (side == ControllerSide.PEER) {
      restart(options());
    }

    before.awaitValues("login", Map.of("k", canary));
    assertThat(keys()).hasSize(2);
  }

  private Options options() {
    return Options.in(namespace);
  }

  private Running start(Options options) {
    Running started = side.start(plane, folder, options);
    controller = started;
    return started;
  }

  private void restart(Options options) {
    running().close();
    start(options);
  }

  private Running running() {
    Running now = controller;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    return now;
  }

  private SealedPlace place() {
    return new SealedPlace(client, namespace, running().certificate());
  }

  private void assertOpens(String name, SealedPlace place) {
    place.create(name, Map.of("k", canary), null);
    place.awaitValues(name, Map.of("k", canary));
  }

  /** Waits until another certificate than this pair's is given out. */
  private String awaitOther(SealingKeyPair pair) {
    return await()
        .until(() -> running().certificate(), now -> !now.equals(pair.certificate().toPem()));
  }

  private List<Secret> keys() {
    return client.secrets().inNamespace(namespace).withLabel(LABEL, "active").list().getItems();
  }

  private Secret onlyKey() {
    assertThat(keys()).hasSize(1);
    return keys().getFirst();
  }

  private static SealingKeyPair keyFrom(Duration age) {
    return new NewSealingKey(2048, "own", Duration.ofDays(3650))
        .generate(Instant.now().minus(age), new SecureRandom());
  }

  private Secret store(String name, SealingKeyPair pair, Map<String, String> labels) {
    try (SecretBytes pem = pair.key().toPem()) {
      return client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace)
                  .withLabels(labels)
                  .endMetadata()
                  .withType("kubernetes.io/tls")
                  .addToStringData(
                      "tls.key",
                      pem.<String>reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
                  .addToStringData("tls.crt", pair.certificate().toPem())
                  .build())
          .create();
    }
  }

  private static String created(Secret secret) {
    return secret.getMetadata().getCreationTimestamp();
  }

  private static SealingCertificate parse(String certificate) {
    return SealingCertificate.parse(certificate.getBytes(StandardCharsets.US_ASCII));
  }
}
