package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.ClusterKeys;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.fabric8.ClusterClients;
import dev.sealer.cli.cluster.fabric8.ClusterErrors;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.ClusterIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key Secrets of one namespace. Every failure is one line that says what could not be done. */
public final class KeyCluster implements AutoCloseable {

  private static final String FIELD_MANAGER = "sealer-backup";
  private static final String SET_BEHIND = "sealer.dev/certificate-was-valid-from";
  private static final String STANDS_FOR_CLUSTER = "kube-system";

  private final KubernetesClient client;
  private final String namespace;
  private final String prefix;

  /**
   * Opens a connection.
   *
   * @param namespace of the keys
   * @param prefix name of the legacy key Secret, which needs no label
   */
  public KeyCluster(ConnectionFlags connection, Console console, String namespace, String prefix) {
    this.client = ClusterClients.open(connection, console);
    this.namespace = namespace;
    this.prefix = prefix;
  }

  /**
   * What reading the keys for a backup gave.
   *
   * @param keys the caller's to close
   * @param malformed key Secrets that hold no usable key
   */
  public record Reading(List<BackedUpKey> keys, List<KeySecret> malformed) {}

  /** The namespace of the keys. */
  public String namespace() {
    return namespace;
  }

  /** Which cluster this is. */
  public ClusterIdentity identity() {
    return new ClusterIdentity(uid(), client.getMasterUrl().toString(), namespace);
  }

  /** Every key, whatever the value of its label. */
  public Reading read() {
    List<BackedUpKey> keys = new ArrayList<>();
    List<KeySecret> malformed = new ArrayList<>();
    for (Secret secret : secrets()) {
      try {
        keys.add(KeySecretMapper.read(secret));
      } catch (InvalidKeyMaterialException e) {
        malformed.add(KeySecretMapper.live(secret));
      }
    }
    return new Reading(keys, malformed);
  }

  /** Every key, without its values. */
  public List<KeySecret> liveKeys() {
    return secrets().stream().map(KeySecretMapper::live).toList();
  }

  /** What a restore has to know. */
  public ClusterKeys look(KeyBackup backup) {
    List<KeySecret> keys = liveKeys();
    Set<String> known = keys.stream().map(KeySecret::name).collect(Collectors.toSet());
    Set<String> others =
        backup.keys().stream()
            .map(BackedUpKey::name)
            .filter(name -> !known.contains(name) && find(name) != null)
            .collect(Collectors.toSet());
    return new ClusterKeys(uid(), keys, others);
  }

  /** Makes the namespace of the keys where it is missing. */
  public void ensureNamespace() {
    Namespace wanted =
        new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
    asked(
        "make namespace " + namespace,
        () -> {
          Namespace found = client.namespaces().withName(namespace).get();
          return found == null
              ? client.resource(wanted).fieldManager(FIELD_MANAGER).serverSideApply()
              : found;
        });
  }

  /**
   * Creates or updates the Secret of a key.
   *
   * @param status value of the key label; empty for none
   */
  public void write(BackedUpKey key, String name, String status) {
    Secret secret = KeySecretMapper.write(key, namespace, name, status);
    Secret _ =
        asked(
            "write key Secret " + namespace + "/" + name,
            () ->
                client
                    .resource(secret)
                    .fieldManager(FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply());
  }

  /** Gives a key another certificate. It fails when the Secret has gone meanwhile. */
  public void replaceCertificate(String name, SealingKeyPair was, SealingKeyPair now) {
    String certificate =
        Base64.getEncoder()
            .encodeToString(now.certificate().toPem().getBytes(StandardCharsets.US_ASCII));
    String patch =
        """
        {"metadata":{"annotations":{"%s":"%s"}},"data":{"tls.crt":"%s"}}
        """
            .formatted(SET_BEHIND, was.certificate().notBefore(), certificate);
    Secret _ =
        asked(
            "set key Secret " + namespace + "/" + name + " behind the restored keys",
            () ->
                client
                    .secrets()
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(
                        new PatchContext.Builder()
                            .withPatchType(PatchType.JSON_MERGE)
                            .withFieldManager(FIELD_MANAGER)
                            .build(),
                        patch));
  }

  @Override
  public void close() {
    client.close();
  }

  private Collection<Secret> secrets() {
    Map<String, Secret> byName = new LinkedHashMap<>();
    asked(
            "list the key Secrets of namespace " + namespace,
            () ->
                client
                    .secrets()
                    .inNamespace(namespace)
                    .withLabel(KeySecret.LABEL)
                    .list()
                    .getItems())
        .forEach(secret -> byName.put(metadata(secret).getName(), secret));
    Secret legacy = find(prefix);
    if (legacy != null) {
      byName.put(prefix, legacy);
    }
    return byName.values();
  }

  private @Nullable Secret find(String name) {
    try {
      return client.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      throw failure("read Secret " + namespace + "/" + name, e);
    }
  }

  /** Empty when the caller may not read the namespace. */
  private String uid() {
    try {
      Namespace found = client.namespaces().withName(STANDS_FOR_CLUSTER).get();
      return found == null ? "" : metadata(found).getUid();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return "";
      }
      throw failure("read namespace " + STANDS_FOR_CLUSTER, e);
    }
  }

  private ObjectMeta metadata(HasMetadata object) {
    if (object.getMetadata() == null) {
      throw new CommandFailure(client.getMasterUrl() + ": " + ClusterErrors.STRANGE_ANSWER);
    }
    return object.getMetadata();
  }

  private <T> T asked(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw failure(what, e);
    }
  }

  private CommandFailure failure(String what, KubernetesClientException e) {
    // Without the cause: the client's messages may repeat what was sent.
    String server = client.getMasterUrl().toString();
    return new CommandFailure(
        "cannot "
            + what
            + ": "
            + ClusterErrors.line(e, server, URI.create(server), Optional.empty()));
  }
}
