package dev.sealer.sealedsecrets.plan.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.sealedsecrets.plan.SecretAnnotations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Secret as the API returned it, without its values.
 *
 * @param dataKeys the names of its values
 */
public record ExistingSecret(
    String uid,
    String resourceVersion,
    String type,
    boolean immutable,
    Metadata metadata,
    Set<String> dataKeys) {

  /** Copies the set. */
  public ExistingSecret {
    dataKeys = Set.copyOf(dataKeys);
  }

  /**
   * The metadata that others may write too.
   *
   * @param owners the owner references, in their order
   * @param managedFields tells who owns which field; empty if it was cleared by hand
   */
  record Metadata(
      Map<String, String> labels,
      Map<String, String> annotations,
      List<Owner> owners,
      JsonNode managedFields) {

    /** Copies the collections. */
    Metadata {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
      owners = List.copyOf(owners);
    }
  }

  /** An owner reference; one owner at most is the controller. */
  record Owner(String uid, boolean isController) {}

  public static ExistingSecret of(JsonNode secret) {
    JsonNode metadata = secret.path("metadata");
    List<Owner> owners = new ArrayList<>();
    for (JsonNode owner : metadata.path("ownerReferences")) {
      owners.add(new Owner(owner.path("uid").asText(), owner.path("controller").asBoolean()));
    }
    Set<String> keys = new HashSet<>();
    secret.path("data").fieldNames().forEachRemaining(keys::add);
    return new ExistingSecret(
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        secret.path("type").asText(),
        secret.path("immutable").asBoolean(),
        new Metadata(
            strings(metadata.path("labels")),
            strings(metadata.path("annotations")),
            owners,
            metadata.path("managedFields")),
        keys);
  }

  /** Returns this Secret at another resource version. */
  public ExistingSecret at(String version) {
    return new ExistingSecret(uid, version, type, immutable, metadata, dataKeys);
  }

  /** Returns whether the owner with this UID controls the Secret. */
  boolean isControlledBy(String owner) {
    return metadata.owners().contains(new Owner(owner, true));
  }

  boolean isManaged() {
    return SecretAnnotations.isSet(metadata.annotations(), SecretAnnotations.MANAGED);
  }

  boolean isPatched() {
    return SecretAnnotations.isSet(metadata.annotations(), SecretAnnotations.PATCH);
  }

  /** Returns who owns {@code declared}. */
  Ownership ownership(FieldSet declared, String fieldManager) {
    return new Ownership(
        declared,
        ManagedFields.applied(metadata.managedFields(), fieldManager),
        ManagedFields.adoptable(metadata.managedFields(), Ownership.UPSTREAM, fieldManager, "v1")
            .intersect(declared),
        !metadata.managedFields().isEmpty());
  }

  /**
   * Tells which field managers own the fields that a SealedSecret declares. Fields owned by the
   * Sealed Secrets controller must be adopted, or removed data keys would remain.
   *
   * <p>Only declared fields are adopted: other programs too are called {@code controller}, and what
   * they put into a shared Secret must not be removed with our next apply.
   *
   * @param declared the fields to own
   * @param ours the fields that we own by server-side apply
   * @param upstream the declared fields that the Sealed Secrets controller owns
   * @param isTracked whether the Secret has managed fields at all
   */
  record Ownership(FieldSet declared, FieldSet ours, FieldSet upstream, boolean isTracked) {

    /** The field manager of the Sealed Secrets controller: the name of its binary. */
    private static final Set<String> UPSTREAM = Set.of("controller");

    /** Returns whether we own exactly the declared fields, and upstream none of them. */
    boolean isSettled() {
      return upstream.isEmpty() && ours.covers(declared) && isClaimable();
    }

    /**
     * Returns whether the declared fields can become ours without an apply: we own nothing that is
     * not declared, which only an apply removes.
     */
    boolean isClaimable() {
      return isTracked && declared.covers(ours);
    }

    boolean isSharedWithUpstream() {
      return !upstream.isEmpty();
    }

    /** Takes the fields of upstream; with {@code claim}, all declared fields as they are. */
    ManagedFields.Adoption adoption(boolean claim) {
      ManagedFields.Adoption fromUpstream = ManagedFields.Adoption.of(UPSTREAM, declared);
      return claim ? fromUpstream.claiming(declared) : fromUpstream;
    }
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new TreeMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }
}
