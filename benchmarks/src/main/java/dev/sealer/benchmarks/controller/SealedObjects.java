package dev.sealer.benchmarks.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecretJson;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * SealedSecrets of three keys, and the key they are sealed for, as JSON.
 *
 * @param key the key Secret, without a namespace
 * @param objects the SealedSecrets
 * @param items what is sealed in them
 * @param privateKey opens them
 */
record SealedObjects(
    String key, List<String> objects, List<Item> items, PrivateSealingKey privateKey) {

  /** One sealed value and where it belongs. */
  record Item(SealedItem sealed, SealingLabel label) {}

  private static final int BITS = 4096;
  private static final ObjectMapper JSON = new ObjectMapper();

  static SealedObjects make(int count) {
    SealingKeyPair pair =
        new NewSealingKey(BITS, "", Duration.ofDays(30))
            .generate(Instant.now(), new SecureRandom());
    Sealer sealer = new Sealer(pair.certificate());
    List<Map<String, Item>> sealed =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> seal(sealer, Scope.STRICT.label(BenchmarkCluster.NAMESPACE, name(i))))
            .toList();
    return new SealedObjects(
        keySecret(pair),
        IntStream.range(0, count).mapToObj(i -> object(name(i), sealed.get(i))).toList(),
        sealed.stream().flatMap(items -> items.values().stream()).toList(),
        pair.key());
  }

  private static String name(int number) {
    return "login-" + number;
  }

  private static String keySecret(SealingKeyPair pair) {
    ObjectNode secret = KeySecretJson.write(pair, Map.of(), Map.of());
    secret.withObject("/metadata").put("name", "sealed-secrets-key-benchmark");
    return secret.toString();
  }

  private static Map<String, Item> seal(Sealer sealer, SealingLabel label) {
    Map<String, Item> items = new TreeMap<>();
    for (String key : List.of("username", "password", "token")) {
      try (SecretBytes value = SecretBytes.ofUtf8(UUID.randomUUID().toString())) {
        items.put(key, new Item(sealer.seal(value, label), label));
      }
    }
    return items;
  }

  private static String object(String name, Map<String, Item> items) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("apiVersion", "bitnami.com/v1alpha1")
            .put("kind", "SealedSecret");
    object.putObject("metadata").put("name", name).put("namespace", BenchmarkCluster.NAMESPACE);
    ObjectNode data = object.putObject("spec").putObject("encryptedData");
    items.forEach((key, item) -> data.put(key, item.sealed().toBase64()));
    return object.toString();
  }
}
