package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SealedSecrets for tests, sealed for keys of this JVM. */
public final class SealedObjects {

  public static final ObjectKey KEY = new ObjectKey("payments", "login");
  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  public static final SealingKeyPair OLD = key(2048, NOW.minus(Duration.ofDays(60)));
  public static final SealingKeyPair CURRENT = key(2048, NOW);
  public static final SealingKeyPair LARGER = key(3072, NOW);

  private SealedObjects() {}

  /** A fresh pair that is valid from {@code from}. */
  public static SealingKeyPair key(int bits, Instant from) {
    return new NewSealingKey(bits, "", Duration.ofDays(3650)).generate(from, new SecureRandom());
  }

  /** Opens with these keys. */
  public static Unsealer unsealer(SealingKeyPair... pairs) {
    return new Unsealer(
        KeyRing.of(Arrays.stream(pairs).map(SealingKeyPair::key).toList()),
        PrivateKeyOperation.fastest());
  }

  /** One value sealed for {@code pair} in the place of {@link #KEY}. */
  public static String item(SealingKeyPair pair, Scope scope, String value) {
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      return new Sealer(pair.certificate())
          .seal(secret, scope.label(KEY.namespace(), KEY.name()))
          .toBase64();
    }
  }

  /** A strict object of generation 3 with these items and no template. */
  public static SealedObject strict(Map<String, String> items) {
    return object(Map.of(), new SealedSecretSpec(items, null, null));
  }

  /** A strict object with these items and template data. */
  public static SealedObject templated(
      Map<String, String> items, Map<String, @Nullable String> data) {
    return object(
        Map.of(),
        new SealedSecretSpec(
            items, null, new SealedSecretSpec.Template(metadata(Map.of()), "Opaque", null, data)));
  }

  /** An object with these annotations and this spec. */
  public static SealedObject object(Map<String, String> annotations, SealedSecretSpec spec) {
    return new SealedObject(KEY, "uid-1", "7", 3, Map.of(), annotations, spec, null);
  }

  /** Template metadata with these annotations and a label. */
  public static SealedSecretSpec.Metadata metadata(Map<String, String> annotations) {
    return new SealedSecretSpec.Metadata(
        null, null, Map.of("app", "web"), annotations, List.of(), Map.of());
  }

  /** The same object with a status. */
  public static SealedObject with(SealedObject object, @Nullable SealedSecretStatus status) {
    return new SealedObject(
        object.key(),
        object.uid(),
        object.resourceVersion(),
        object.generation(),
        object.labels(),
        object.annotations(),
        object.spec(),
        status);
  }

  /** A map with possibly null values. */
  public static Map<String, @Nullable String> nullable(String key, @Nullable String value) {
    Map<String, @Nullable String> map = new HashMap<>();
    map.put(key, value);
    return map;
  }
}
