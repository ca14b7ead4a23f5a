package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads or creates the key of {@link InputFingerprint}, in a Secret of the operator's namespace.
 * Losing it is harmless: every SealedSecret is unsealed once more.
 */
public final class FingerprintKey {

  private static final Logger LOG = LoggerFactory.getLogger(FingerprintKey.class);
  private static final String NAME = "sealer-fingerprint-key";
  private static final String ENTRY = "sealed-secrets";
  private static final int BYTES = 32;

  private FingerprintKey() {}

  /**
   * Reads the key, or creates it. Where neither is allowed, the key is of this process only.
   *
   * @return 32 bytes; the caller must close them
   */
  public static SecretBytes obtain(
      ClusterObjects cluster, String namespace, String fieldManager, SecureRandom random) {
    ObjectRef target = ObjectRef.secret(new ObjectKey(namespace, NAME));
    return read(cluster, target)
        .or(() -> create(cluster, target, fieldManager, random))
        .or(() -> read(cluster, target))
        .orElseGet(() -> {
          LOG.warn(
              "cannot read or create {}; all SealedSecrets are unsealed again after a restart",
              target);
          return fresh(random);
        });
  }

  private static Optional<SecretBytes> read(ClusterObjects cluster, ObjectRef target) {
    return cluster.read(target) instanceof ObjectReadResult.Found found
        ? decoded(found.object().path("data").path(ENTRY))
        : Optional.empty();
  }

  private static Optional<SecretBytes> decoded(JsonNode value) {
    try {
      byte[] key = GoBase64.decode(value.asText());
      return key.length == BYTES ? Optional.of(SecretBytes.takeOver(key)) : Optional.empty();
    } catch (CorruptInputException e) {
      return Optional.empty();
    }
  }

  private static Optional<SecretBytes> create(
      ClusterObjects cluster, ObjectRef target, String fieldManager, SecureRandom random) {
    SecretBytes key = fresh(random);
    ObjectNode secret = Json.object();
    secret.putObject("metadata").put("name", NAME);
    secret.putObject("data").put(ENTRY, key.<String>reveal(GoBase64::encode));
    WriteResult result =
        cluster.create(ResourceType.SECRET, target.key().namespace(), secret, fieldManager);
    if (result instanceof WriteResult.Applied) {
      return Optional.of(key);
    }
    key.close();
    return Optional.empty();
  }

  private static SecretBytes fresh(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    SecretBytes secret = SecretBytes.copyOf(key);
    Arrays.fill(key, (byte) 0);
    return secret;
  }
}
