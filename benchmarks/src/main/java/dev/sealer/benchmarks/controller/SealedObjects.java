package dev.sealer.benchmarks.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.GoBase64;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * SealedSecrets of three keys, and the key they are sealed for, as JSON.
 *
 * @param key the key Secret, without a namespace
 * @param objects the SealedSecrets
 */
record SealedObjects(String key, List<String> objects) {

  static final String NAMESPACE = "benchmark";

  private static final int BITS = 4096;
  private static final ObjectMapper JSON = new ObjectMapper();

  static SealedObjects make(int count) {
    SealingKeyPair pair =
        new NewSealingKey(BITS, "", Duration.ofDays(30))
            .generate(Instant.now(), new SecureRandom());
    Sealer sealer = new Sealer(pair.certificate());
    List<String> objects =
        IntStream.range(0, count).parallel().mapToObj(i -> object(sealer, "login-" + i)).toList();
    return new SealedObjects(keySecret(pair), objects);
  }

  private static String keySecret(SealingKeyPair pair) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.putObject("metadata").put("name", "sealed-secrets-key-benchmark");
    metadata.putObject("labels").put("sealedsecrets.bitnami.com/sealed-secrets-key", "active");
    secret.put("type", "kubernetes.io/tls");
    ObjectNode data = secret.putObject("data");
    data.put(
        "tls.crt", GoBase64.encode(pair.certificate().toPem().getBytes(StandardCharsets.US_ASCII)));
    try (SecretBytes key = pair.key().toPem()) {
      data.put("tls.key", key.<String>reveal(GoBase64::encode));
    }
    return secret.toString();
  }

  private static String object(Sealer sealer, String name) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("apiVersion", "bitnami.com/v1alpha1")
            .put("kind", "SealedSecret");
    object.putObject("metadata").put("name", name).put("namespace", NAMESPACE);
    ObjectNode items = object.putObject("spec").putObject("encryptedData");
    for (String key : List.of("username", "password", "token")) {
      try (SecretBytes value = SecretBytes.ofUtf8(UUID.randomUUID().toString())) {
        items.put(key, sealer.seal(value, Scope.STRICT.label(NAMESPACE, name)).toBase64());
      }
    }
    return object.toString();
  }
}
