package dev.sealer.sealedsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a Secret that somebody made while the watch still said that there is none. */
@KubernetesCluster
final class SecretWriterIT {

  private static final String OURS = "sealed-secrets-controller";
  private static final String NAME = "login";

  private final String canary = "canary-" + UUID.randomUUID();
  private ClusterObjects cluster;
  private SealedObject object;
  private ObjectRef secret;
  private SecretWriter writer;
  private SealingKeyPair key;

  @BeforeEach
  void seal(KubernetesClient client, @FreshNamespace String namespace) {
    key =
        new NewSealingKey(2048, "", Duration.ofDays(1)).generate(Instant.now(), new SecureRandom());
    cluster = new ApiServerObjects(client);
    writer = new SecretWriter(cluster, OURS, sealed -> new LatestObjects.Source.Current());
    secret = ObjectRef.secret(new ObjectKey(namespace, NAME));
    try (SecretBytes value = SecretBytes.ofUtf8(canary)) {
      String item =
          new Sealer(key.certificate()).seal(value, Scope.STRICT.label(namespace, NAME)).toBase64();
      object =
          new SealedObject(
              secret.key(),
              UUID.randomUUID().toString(),
              "7",
              1,
              Map.of(),
              Map.of(),
              new SealedSecretSpec(Map.of("password", item), null, null),
              null);
    }
  }

  @Test
  void makesItWhereThereIsNone() {
    assertThat(write(true)).isInstanceOf(SecretWriter.Written.Done.class);
    assertThat(live().path("data").path("password").asText()).isEqualTo(base64(canary));
  }

  /** With other keys, so that no field conflicts, and with the very same. */
  @Test
  void leavesAloneWhatSomebodyElseMade() {
    for (String data : List.of("other", "password")) {
      JsonNode theirs = make(Map.of(data, "theirs"), Map.of());

      assertThat(write(true))
          .isInstanceOfSatisfying(
              SecretWriter.Written.Failed.class,
              failed ->
                  assertThat(failed.failure().reason()).isEqualTo(Failure.Reason.NOT_MANAGED));
      assertThat(live()).isEqualTo(theirs);
    }
  }

  @Test
  void takesOverWhatMayBeManaged() {
    make(Map.of("other", "theirs"), Map.of("sealedsecrets.bitnami.com/managed", "true"));

    assertThat(write(true)).isInstanceOf(SecretWriter.Written.Done.class);
    assertThat(live().path("data").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("password");
  }

  @Test
  void knowsItsOwnAgain() {
    assertThat(write(true)).isInstanceOf(SecretWriter.Written.Done.class);
    JsonNode before = live();

    assertThat(write(true))
        .isInstanceOfSatisfying(
            SecretWriter.Written.Done.class, done -> assertThat(done.changed()).isFalse());
    assertThat(live()).isEqualTo(before);
  }

  private SecretWriter.Written write(boolean seemsMissing) {
    Unsealer unsealer = new Unsealer(KeyRing.of(List.of(key.key())), PrivateKeyOperation.fastest());
    SealedSecretUnsealer.Result result =
        new SealedSecretUnsealer(unsealer, false).unseal(object, null);
    try (UnsealedValues unsealed = ((SealedSecretUnsealer.Result.Unsealed) result).values();
        DeclaredSecret desired = desired(unsealed)) {
      return writer.write(object, desired, seemsMissing);
    }
  }

  private DeclaredSecret desired(UnsealedValues unsealed) {
    DeclaredSecret.Result result =
        DeclaredSecret.create(
            object,
            unsealed,
            new SecretDataTemplates(FunctionLibrary.EMPTY, RenderOptions.standard()));
    return ((DeclaredSecret.Result.Created) result).secret();
  }

  private JsonNode make(Map<String, String> data, Map<String, String> annotations) {
    ObjectNode fields = Json.object();
    annotations.forEach(fields.putObject("metadata").putObject("annotations")::put);
    ObjectNode values = fields.putObject("data");
    data.forEach((name, value) -> values.put(name, base64(value)));
    WriteResult made = cluster.apply(secret, fields, ApplyOptions.by("somebody"));
    assertThat(made).isInstanceOf(WriteResult.Applied.class);
    return live();
  }

  private JsonNode live() {
    return ((ObjectReadResult.Found) cluster.read(secret)).object();
  }

  private static String base64(String text) {
    return GoBase64.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}
