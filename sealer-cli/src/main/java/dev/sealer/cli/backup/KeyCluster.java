package dev.sealer.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.backup.plan.ClusterKeys;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.keys.ClusterKeySecrets;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.BackedUpKeyJson;
import dev.sealer.sealing.backup.ClusterIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The key Secrets of one namespace. Every failure is one line that says what could not be done. */
public final class KeyCluster implements AutoCloseable {

  private static final String FIELD_MANAGER = "sealer-backup";
  private static final String SET_BEHIND = "sealer.dev/certificate-was-valid-from";
  private static final String STANDS_FOR_CLUSTER = "kube-system";

  private final ClusterApi api;
  private final String namespace;
  private final String prefix;

  /**
   * Opens a connection.
   *
   * @param namespace of the keys
   * @param prefix name of the legacy key Secret, which needs no label
   */
  public KeyCluster(ConnectionFlags connection, Console console, String namespace, String prefix) {
    this.api = ClusterApi.open(connection, console);
    this.namespace = namespace;
    this.prefix = prefix;
  }

  /**
   * The key Secrets of a cluster, for a backup.
   *
   * @param keys the caller must close them
   * @param malformed key Secrets without a usable key
   */
  public record Reading(List<BackedUpKey> keys, List<KeySecret> malformed) {}

  public String namespace() {
    return namespace;
  }

  /** Returns which cluster this is. */
  public ClusterIdentity identity() {
    return new ClusterIdentity(uid(), api.server(), namespace);
  }

  /** Reads every key, whatever the value of its label. */
  public Reading read() {
    List<BackedUpKey> keys = new ArrayList<>();
    List<KeySecret> malformed = new ArrayList<>();
    for (JsonNode secret : secrets()) {
      try {
        keys.add(BackedUpKeyJson.read(secret));
      } catch (InvalidKeyMaterialException e) {
        malformed.add(
            new KeySecret.Malformed(
                KeySecretJson.read(secret).head(), String.valueOf(e.getMessage())));
      }
    }
    return new Reading(keys, malformed);
  }

  /** Reads every key, without its values. */
  public List<KeySecret> liveKeys() {
    return secrets().stream().map(KeySecretJson::read).toList();
  }

  /** Reads what a restore has to know. */
  public ClusterKeys look(KeyBackup backup) {
    List<KeySecret> keys = liveKeys();
    Set<String> known = keys.stream().map(KeySecret::name).collect(Collectors.toSet());
    Set<String> others =
        backup.keys().stream()
            .map(BackedUpKey::name)
            .filter(name -> !known.contains(name) && exists(name))
            .collect(Collectors.toSet());
    return new ClusterKeys(uid(), keys, others);
  }

  /** Creates the namespace of the keys if it is missing. */
  public void ensureNamespace() {
    ObjectRef target = new ObjectRef(ResourceType.NAMESPACE, new ObjectKey("", namespace));
    String what = "create namespace " + namespace;
    if (api.find(what, ResourceType.NAMESPACE.objectPath(target.key())).isEmpty()) {
      api.apply(what, target, JsonNodeFactory.instance.objectNode(), FIELD_MANAGER);
    }
  }

  /**
   * Creates or updates the Secret of a key.
   *
   * @param status value of the key label; empty for none
   */
  public void write(BackedUpKey key, String name, String status) {
    api.apply(
        "write key Secret " + namespace + "/" + name,
        secret(name),
        BackedUpKeyJson.write(key, status),
        FIELD_MANAGER);
  }

  /** Gives a key another certificate. Fails if the Secret was deleted meanwhile. */
  public void replaceCertificate(String name, SealingKeyPair was, SealingKeyPair now) {
    String certificate =
        Base64.getEncoder()
            .encodeToString(now.certificate().toPem().getBytes(StandardCharsets.US_ASCII));
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .put(SET_BEHIND, was.certificate().notBefore().toString());
    patch.putObject("data").put("tls.crt", certificate);
    api.patch(
        "set key Secret " + namespace + "/" + name + " behind the restored keys",
        secret(name),
        patch,
        FIELD_MANAGER);
  }

  @Override
  public void close() {
    api.close();
  }

  private ObjectRef secret(String name) {
    return ObjectRef.secret(new ObjectKey(namespace, name));
  }

  private Collection<JsonNode> secrets() {
    Collection<JsonNode> found = ClusterKeySecrets.of(api, namespace, prefix);
    for (JsonNode secret : found) {
      if (secret.path("metadata").path("name").asText("").isEmpty()) {
        throw new CommandFailure(api.server() + ": " + ClusterApi.STRANGE_ANSWER);
      }
    }
    return found;
  }

  private boolean exists(String name) {
    String what = "read Secret " + namespace + "/" + name;
    return api.find(what, ResourceType.SECRET.objectPath(new ObjectKey(namespace, name)))
        .isPresent();
  }

  /** Returns an empty string if the user may not read the namespace. */
  private String uid() {
    String path = ResourceType.NAMESPACE.objectPath(new ObjectKey("", STANDS_FOR_CLUSTER));
    return api.findIfAllowed("read namespace " + STANDS_FOR_CLUSTER, path)
        .map(found -> found.path("metadata").path("uid").asText(""))
        .orElse("");
  }
}
