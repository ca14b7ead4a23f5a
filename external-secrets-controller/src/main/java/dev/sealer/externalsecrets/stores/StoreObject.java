package dev.sealer.externalsecrets.stores;

import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.crds.externalsecrets.SecretStoreStatus;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One SecretStore or ClusterSecretStore as last seen.
 *
 * @param ref kind and name
 * @param namespace empty for a ClusterSecretStore
 * @param uid its identity
 * @param generation of its spec
 * @param spec null if it has none, which the schema refuses
 * @param conditions of its status
 * @param capabilities of its status
 * @param release value of {@link #RELEASE}; empty if it is not set
 */
public record StoreObject(
    StoreRef ref,
    String namespace,
    String uid,
    long generation,
    @Nullable SecretStoreSpec spec,
    List<SecretStoreStatus.Condition> conditions,
    String capabilities,
    String release) {

  /** The condition that says whether the store can be used. */
  public static final String READY = "Ready";

  /** The condition that says that nothing is removed, because too much is missing at once. */
  public static final String HELD = "DeletionsHeld";

  /** Annotation: what was missing by this time (RFC 3339) may be removed, however much it is. */
  public static final String RELEASE = "sealer.dev/release-deletions";

  /** From the namespaced kind. */
  public static StoreObject of(SecretStore store) {
    return of(StoreKind.SECRET_STORE, store.getMetadata(), store.getSpec(), store.getStatus());
  }

  /** From the cluster's kind. */
  public static StoreObject of(ClusterSecretStore store) {
    return of(
        StoreKind.CLUSTER_SECRET_STORE, store.getMetadata(), store.getSpec(), store.getStatus());
  }

  private static StoreObject of(
      StoreKind kind,
      ObjectMeta meta,
      @Nullable SecretStoreSpec spec,
      @Nullable SecretStoreStatus status) {
    String capabilities = status == null ? null : status.capabilities();
    return new StoreObject(
        new StoreRef(kind, meta.getName()),
        meta.getNamespace() == null ? "" : meta.getNamespace(),
        meta.getUid() == null ? "" : meta.getUid(),
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        spec,
        status == null ? List.of() : status.conditions(),
        capabilities == null ? "" : capabilities,
        meta.getAnnotations() == null ? "" : meta.getAnnotations().getOrDefault(RELEASE, ""));
  }

  /** Namespace and name. */
  public ObjectKey key() {
    return new ObjectKey(namespace, ref.name());
  }

  /** Changes whenever the spec does, or another object takes the name. */
  public String version() {
    return uid + "/" + generation;
  }

  /** Returns whether its last check failed; false if it has not been checked yet. */
  public boolean knownNotReady() {
    return conditions.stream().anyMatch(c -> c.type().equals(READY) && c.status().equals("False"));
  }

  /** Returns what the store object says about deletions. */
  public LossLedger.Hold hold() {
    boolean held =
        conditions.stream().anyMatch(c -> c.type().equals(HELD) && c.status().equals("True"));
    try {
      return new LossLedger.Hold(held, release.isEmpty() ? Instant.MIN : Instant.parse(release));
    } catch (DateTimeParseException notATime) {
      return new LossLedger.Hold(held, Instant.MIN);
    }
  }

  /** The controller class it asks for; empty for any. */
  public String controllerClass() {
    SecretStoreSpec present = spec;
    String controller = present == null ? null : present.controller();
    return controller == null ? "" : controller;
  }
}
