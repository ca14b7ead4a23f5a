package dev.sealer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealer.testbed.canary.Canary;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The secrets of four teams: all scopes, two types, values of text, of bytes that are no text, and
 * of nothing. It remembers each byte, so that what a cluster has can be compared.
 */
final class TeamSecrets {

  /** How many values each has. */
  static final int VALUES_EACH = 3;

  private static final int TEAMS = 4;
  private static final int BINARY_BYTES = 96;

  private final Canary canary;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> known = new TreeMap<>();

  TeamSecrets(Canary canary) {
    this.canary = canary;
  }

  /**
   * What a Secret holds.
   *
   * @param data by key; the bytes, which compare by content
   */
  record Held(String type, String team, Map<String, ByteBuffer> data) {

    static Held of(Secret secret) {
      Map<String, ByteBuffer> data = new HashMap<>();
      secret
          .getData()
          .forEach(
              (key, value) -> data.put(key, ByteBuffer.wrap(Base64.getDecoder().decode(value))));
      return new Held(
          secret.getType(), secret.getMetadata().getLabels().getOrDefault("team", ""), data);
    }

    /** Without values. */
    @Override
    public String toString() {
      return type + " of " + team + " with " + data.keySet();
    }
  }

  /** Manifests of the namespaces. */
  static String namespaces() {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < TEAMS; i++) {
      manifests.append(
          "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team-%d}\n".formatted(i));
    }
    return manifests.toString();
  }

  /** Manifests of that many new Secrets, to be sealed. */
  String manifests(String prefix, int count) {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      manifests.append("---\n").append(manifest("team-" + i % TEAMS, prefix + "-" + i, i));
    }
    return manifests.toString();
  }

  private String manifest(String namespace, String name, int i) {
    byte[] binary = new byte[BINARY_BYTES];
    random.nextBytes(binary);
    binary[0] = (byte) 0xff; // begins no UTF-8 text
    String text = canary.value() + name;
    String type = i % 5 == 0 ? "kubernetes.io/basic-auth" : "Opaque";
    known.put(
        namespace + "/" + name,
        new Held(
            type,
            namespace,
            Map.of(
                "password",
                ByteBuffer.wrap(text.getBytes(UTF_8)),
                "seed",
                ByteBuffer.wrap(binary),
                "empty",
                ByteBuffer.allocate(0))));
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s, labels: {team: %s}, annotations: {%s}}
    type: %s
    stringData: {password: '%s', empty: ""}
    data: {seed: %s}
    """
        .formatted(
            name,
            namespace,
            namespace,
            scope(i),
            type,
            text,
            Base64.getEncoder().encodeToString(binary));
  }

  private static String scope(int i) {
    return switch (i % 3) {
      case 0 -> "";
      case 1 -> "sealedsecrets.bitnami.com/namespace-wide: \"true\"";
      default -> "sealedsecrets.bitnami.com/cluster-wide: \"true\"";
    };
  }

  /** Every Secret that manifests were made of, by namespace and name. */
  Map<String, Held> known() {
    return Map.copyOf(known);
  }

  /** Every Secret that the teams have in a cluster, by namespace and name. */
  static Map<String, Held> in(KubernetesClient client) {
    Map<String, Held> all = new TreeMap<>();
    for (int i = 0; i < TEAMS; i++) {
      client
          .secrets()
          .inNamespace("team-" + i)
          .list()
          .getItems()
          .forEach(secret ->
              all.put(
                  secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName(),
                  Held.of(secret)));
    }
    return all;
  }

  /** How many SealedSecrets of a cluster have the condition {@code Synced} with this status. */
  static long synced(KubernetesClient client, String status) {
    return client
        .genericKubernetesResources("bitnami.com/v1alpha1", "SealedSecret")
        .inAnyNamespace()
        .list()
        .getItems()
        .stream()
        .filter(sealed -> isSynced(sealed, status))
        .count();
  }

  private static boolean isSynced(GenericKubernetesResource sealed, String status) {
    List<Map<String, Object>> conditions = sealed.get("status", "conditions");
    return Objects.requireNonNullElse(conditions, List.<Map<String, Object>>of()).stream()
        .anyMatch(c -> "Synced".equals(c.get("type")) && status.equals(c.get("status")));
  }
}
