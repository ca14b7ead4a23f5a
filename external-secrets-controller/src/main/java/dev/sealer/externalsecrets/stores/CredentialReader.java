package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.CredentialSource;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.MissingCredentialException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads what stores need to log in, straight from the API server. Safe for several threads. */
public final class CredentialReader {

  private static final ResourceType SERVICE_ACCOUNT = ResourceType.of(ServiceAccount.class);

  private final ClusterObjects objects;
  private final ServiceAccountTokens tokens;

  /**
   * Creates a reader.
   *
   * @param calls asks for tokens of ServiceAccounts
   */
  public CredentialReader(ClusterObjects objects, ApiClient calls) {
    this.objects = objects;
    this.tokens = new ServiceAccountTokens(calls);
  }

  /** All or a cause. */
  sealed interface Outcome {
    /**
     * The credentials.
     *
     * @param credentials the caller must close the values
     * @param versions of the objects they are from
     */
    record Complete(Credentials credentials, String versions) implements Outcome {}

    /** Something is not there; the cause names it. */
    record Missing(String cause) implements Outcome {}
  }

  /**
   * Reads everything but tokens, which sessions ask for when they log in.
   *
   * @param namespace in which needs are read that name none
   */
  Outcome read(List<CredentialNeed> needs, String namespace) {
    Map<String, SecretBytes> byField = new HashMap<>();
    StringJoiner versions = new StringJoiner(",");
    try {
      for (CredentialNeed need : needs) {
        Optional<Value> value = read(need.in(namespace));
        value.ifPresent(found -> {
          byField.put(need.field(), found.bytes());
          versions.add(found.version());
        });
      }
    } catch (MissingCredentialException missing) {
      byField.values().forEach(SecretBytes::close);
      return new Outcome.Missing(missing.getMessage());
    }
    Credentials credentials = new Credentials(byField, source(namespace));
    return new Outcome.Complete(credentials, versions.toString());
  }

  /** Returns the versions of the objects; empty if one cannot be read. */
  Optional<String> versions(List<CredentialNeed> needs, String namespace) {
    return switch (read(needs, namespace)) {
      case Outcome.Missing _ -> Optional.empty();
      case Outcome.Complete(Credentials credentials, String versions) -> {
        credentials.byField().values().forEach(SecretBytes::close);
        yield Optional.of(versions);
      }
    };
  }

  /** Returns what reads needs again in {@code namespace}, unless they name another. */
  CredentialSource source(String namespace) {
    return new CredentialSource() {
      @Override
      public String referentNamespace() {
        return namespace;
      }

      @Override
      public SecretBytes read(CredentialNeed need) throws MissingCredentialException {
        CredentialNeed resolved = need.in(namespace);
        if (resolved instanceof CredentialNeed.ServiceAccountToken token) {
          return tokens.issue(token);
        }
        try {
          return CredentialReader.this
              .read(resolved)
              .map(Value::bytes)
              .orElseThrow(() -> new MissingCredentialException(need.field() + ": is not set"));
        } catch (MissingCredentialException named) {
          // Users of a ClusterSecretStore do not learn the names of objects elsewhere.
          throw new MissingCredentialException(need.field() + ": cannot be read");
        }
      }
    };
  }

  private record Value(SecretBytes bytes, String version) {}

  /** Returns a value; empty for tokens, and for an annotation that may be missing. */
  private Optional<Value> read(CredentialNeed need) throws MissingCredentialException {
    return switch (need) {
      case CredentialNeed.ServiceAccountToken _ -> Optional.empty();
      case CredentialNeed.SecretKey secret -> Optional.of(value(secret));
      case CredentialNeed.ConfigMapKey map -> Optional.of(value(map));
      case CredentialNeed.ServiceAccountAnnotation annotation -> value(annotation);
    };
  }

  private Value value(CredentialNeed.SecretKey need) throws MissingCredentialException {
    JsonNode secret = object(ResourceType.SECRET, need);
    JsonNode encoded = secret.path("data").path(need.key());
    if (!encoded.isTextual()) {
      throw missing(need, "Secret " + key(need) + " has no key \"" + need.key() + "\"");
    }
    try {
      return new Value(SecretBytes.takeOver(encoded.binaryValue()), version(secret));
    } catch (IOException notBase64) {
      throw missing(need, "Secret " + key(need) + ", key \"" + need.key() + "\" is not base64");
    }
  }

  private Value value(CredentialNeed.ConfigMapKey need) throws MissingCredentialException {
    JsonNode map = object(ResourceType.CONFIG_MAP, need);
    JsonNode text = map.path("data").path(need.key());
    if (!text.isTextual()) {
      throw missing(need, "ConfigMap " + key(need) + " has no key \"" + need.key() + "\"");
    }
    return new Value(SecretBytes.ofUtf8(text.textValue()), version(map));
  }

  /** Others write to ServiceAccounts often: only the annotation is its version. */
  private Optional<Value> value(CredentialNeed.ServiceAccountAnnotation need)
      throws MissingCredentialException {
    JsonNode metadata = object(SERVICE_ACCOUNT, need).path("metadata");
    String text = metadata.path("annotations").path(need.annotation()).asText();
    if (!text.isBlank()) {
      String version = metadata.path("uid").asText() + "/" + text;
      return Optional.of(new Value(SecretBytes.ofUtf8(text), version));
    }
    if (need.required()) {
      throw missing(need, "ServiceAccount " + key(need) + " does not have it");
    }
    return Optional.empty();
  }

  private JsonNode object(ResourceType type, CredentialNeed need)
      throws MissingCredentialException {
    String name = type.kind() + " " + key(need);
    return switch (objects.read(new ObjectRef(type, key(need)))) {
      case ObjectReadResult.Found found -> found.object();
      case ObjectReadResult.Missing _ -> throw missing(need, name + " does not exist");
      case WriteResult.Refused refused ->
          throw missing(
              need,
              name
                  + " cannot be read: "
                  + refused.message()
                  + (type.equals(SERVICE_ACCOUNT) ? "; " + ServiceAccountTokens.ALLOW : ""));
      case WriteResult.Unreachable unreachable ->
          throw missing(need, name + " cannot be read: " + unreachable.message());
    };
  }

  private static MissingCredentialException missing(CredentialNeed need, String cause) {
    return new MissingCredentialException(need.field() + ": " + cause);
  }

  private static ObjectKey key(CredentialNeed need) {
    return new ObjectKey(need.namespace(), need.name());
  }

  private static String version(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("uid").asText() + "/" + metadata.path("resourceVersion").asText();
  }
}
