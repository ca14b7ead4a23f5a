package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.provider.CredentialRef;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads the Secrets that stores name, straight from the API server. */
final class CredentialReader {

  private final ClusterObjects objects;

  CredentialReader(ClusterObjects objects) {
    this.objects = objects;
  }

  /** All or a cause. */
  sealed interface Outcome {
    /**
     * The credentials.
     *
     * @param credentials the caller must close the values
     * @param versions of the Secrets they are from
     */
    record Complete(Credentials credentials, String versions) implements Outcome {}

    /** Something is not there; the cause names it. */
    record Missing(String cause) implements Outcome {}
  }

  Outcome read(List<CredentialRef> refs) {
    Map<String, SecretBytes> byField = new HashMap<>();
    StringJoiner versions = new StringJoiner(",");
    for (CredentialRef ref : refs) {
      switch (read(ref)) {
        case Value.Present(SecretBytes value, String version) -> {
          byField.put(ref.field(), value);
          versions.add(version);
        }
        case Value.Absent(String cause) -> {
          byField.values().forEach(SecretBytes::close);
          return new Outcome.Missing(ref.field() + ": " + cause);
        }
      }
    }
    return new Outcome.Complete(new Credentials(byField), versions.toString());
  }

  /** Returns the versions of the Secrets; empty if one cannot be read. */
  Optional<String> versions(List<CredentialRef> refs) {
    return switch (read(refs)) {
      case Outcome.Missing _ -> Optional.empty();
      case Outcome.Complete(Credentials credentials, String versions) -> {
        credentials.byField().values().forEach(SecretBytes::close);
        yield Optional.of(versions);
      }
    };
  }

  private sealed interface Value {
    record Present(SecretBytes bytes, String version) implements Value {}

    record Absent(String cause) implements Value {}
  }

  private Value read(CredentialRef ref) {
    ObjectKey key = new ObjectKey(ref.namespace(), ref.name());
    return switch (objects.read(ObjectRef.secret(key))) {
      case ObjectReadResult.Found found -> value(found.object(), key, ref.key());
      case ObjectReadResult.Missing _ -> new Value.Absent("Secret " + key + " does not exist");
      case WriteResult.Refused refused ->
          new Value.Absent("Secret " + key + " cannot be read: " + refused.message());
      case WriteResult.Unreachable unreachable ->
          new Value.Absent("Secret " + key + " cannot be read: " + unreachable.message());
    };
  }

  private static String version(JsonNode secret) {
    JsonNode metadata = secret.path("metadata");
    return metadata.path("uid").asText() + "/" + metadata.path("resourceVersion").asText();
  }

  private static Value value(JsonNode secret, ObjectKey object, String key) {
    JsonNode encoded = secret.path("data").path(key);
    try {
      return encoded.isTextual()
          ? new Value.Present(SecretBytes.takeOver(encoded.binaryValue()), version(secret))
          : new Value.Absent("Secret " + object + " has no key \"" + key + "\"");
    } catch (IOException notBase64) {
      return new Value.Absent("Secret " + object + ", key \"" + key + "\" is not base64");
    }
  }
}
