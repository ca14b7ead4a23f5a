package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One namespace of a cluster in memory, with a sealing key and a reconciler that is called by hand.
 */
final class InMemorySealedSecrets {

  static final ResourceType TYPE = ResourceType.of(SealedSecret.class);

  /** Made once: it takes as long as all tests together. */
  private static final SealingKeyPair PAIR =
      new NewSealingKey(2048, "", Duration.ofDays(3650))
          .generate(Instant.parse("2025-12-01T00:00:00Z"), new SecureRandom());

  final InMemoryCluster cluster = new InMemoryCluster("ns", "operator");

  /** Runs before each write of a Secret by the reconciler, for writes of others in between. */
  Runnable beforeSecretWrite = () -> {};

  private final Sealer sealer = new Sealer(PAIR.certificate());
  private final SealedSecretReconciler reconciler;

  InMemorySealedSecrets() {
    this(UnsealSettings.DEFAULTS);
  }

  InMemorySealedSecrets(UnsealSettings settings) {
    createKey();
    SealingKeys keys =
        new SealingKeys(
            cluster.server(), KeySettings.defaults("operator"), new JdkPrivateKeyOperation());
    keys.start(cluster.platform(), _ -> {});
    ClusterObjects objects = new ApiServerObjects(new InterruptedClient());
    LatestObjects latest =
        new LatestObjects(
            cluster.watch(SealedSecret.class),
            cluster.watchMetadata(ResourceType.SECRET),
            objects,
            new OwnWrites(cluster.platform(), cluster.metrics()));
    this.reconciler =
        new SealedSecretReconciler(
            settings,
            latest,
            keys,
            new SecretDataTemplates(Sprig.library(), RenderOptions.standard()),
            new InputFingerprint(SecretBytes.copyOf(new byte[32])),
            new UnsealMemory(),
            new UnsealMetrics(cluster.metrics(), false),
            cluster.context());
  }

  private final class InterruptedClient implements ApiClient {

    @Override
    public ApiAnswer send(ApiRequest request) {
      if (!request.method().equals("GET") && request.path().contains("/secrets/")) {
        beforeSecretWrite.run();
      }
      return cluster.server().send(request);
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
      return cluster.server().list(request, item);
    }

    @Override
    public Lines open(ApiRequest request) {
      return cluster.server().open(request);
    }
  }

  private void createKey() {
    try (SecretBytes pem = PAIR.key().toPem()) {
      ObjectNode _ =
          cluster.apply(
              """
              apiVersion: v1
              kind: Secret
              metadata:
                name: key
                namespace: operator
                labels: {%s: %s}
              type: kubernetes.io/tls
              data: {tls.key: %s, tls.crt: %s}
              """
                  .formatted(
                      KeySecret.LABEL,
                      KeySecret.ACTIVE,
                      pem.<String>reveal(Base64.getEncoder()::encodeToString),
                      Base64.getEncoder()
                          .encodeToString(
                              PAIR.certificate().toPem().getBytes(StandardCharsets.US_ASCII))));
    }
  }

  static ObjectKey key(String name) {
    return new ObjectKey("ns", name);
  }

  /**
   * Applies a SealedSecret with these values; {@code more} is indented like a field of the spec.
   */
  ObjectNode seal(String name, Map<String, String> values, String... more) {
    return sealWith(name, values, "", String.join("\n", more));
  }

  /** Applies a SealedSecret that has annotations, given as YAML. */
  ObjectNode sealWith(String name, Map<String, String> values, String annotations, String more) {
    StringBuilder yaml =
        new StringBuilder("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n");
    yaml.append("metadata:\n  name: ").append(name).append("\n  namespace: ns\n");
    if (!annotations.isEmpty()) {
      yaml.append("  annotations: ").append(annotations).append('\n');
    }
    yaml.append("spec:\n  encryptedData:\n");
    new TreeMap<>(values)
        .forEach((key, value) ->
            yaml.append("    ").append(key).append(": ").append(sealed(name, value)).append('\n'));
    return cluster.apply(yaml.append(more).toString());
  }

  private String sealed(String name, String value) {
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      return sealer.seal(secret, Scope.STRICT.label("ns", name)).toBase64();
    }
  }

  Outcome reconcile(String name) {
    return reconciler.reconcile(key(name));
  }

  Map<String, String> values(String name) {
    return cluster.values(key(name));
  }

  ObjectNode secret(String name) {
    return cluster.get(ResourceType.SECRET, key(name));
  }

  String version(String name) {
    return secret(name).path("metadata").path("resourceVersion").asText();
  }

  /** Returns the condition Synced. */
  String synced(String name) {
    return cluster.condition(TYPE, key(name), "Synced");
  }
}
