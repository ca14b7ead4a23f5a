package dev.sealer.sealedsecrets.plan.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SecretAnnotations;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides, from one read of a Secret, how to make it what its SealedSecret declares. */
public sealed interface SecretPlan {

  /** Leave the Secret alone, and report why. */
  record Refuse(Failure failure) implements SecretPlan {}

  /**
   * Carry out steps in their order. Each step acts on the Secret as the step before left it, and
   * only if nobody else has changed it.
   *
   * @param ifImmutable what to do instead if the API server refuses to change an immutable Secret;
   *     empty if the Secret is not immutable
   */
  record Write(List<Step> steps, Optional<SecretPlan> ifImmutable) implements SecretPlan {
    /** Copies the list. */
    public Write {
      steps = List.copyOf(steps);
    }
  }

  /** One call to the API server, or none where there is nothing left to do. */
  sealed interface Step {

    /** Creates the Secret; fails if there is one. */
    record Create(boolean setOwner, boolean immutable) implements Step {}

    /** Deletes exactly this Secret at this version. */
    record Delete(String uid, String resourceVersion) implements Step {}

    /** Changes who owns fields, not what they hold. */
    record Adopt(ManagedFields.Adoption adoption) implements Step {}

    /**
     * Applies the declared fields.
     *
     * @param immutable the value of {@code immutable} to keep; it is only chosen at creation
     */
    record Apply(boolean setOwner, boolean immutable) implements Step {}

    /** Removes fields that are not declared. */
    record RemoveForeign(Foreign foreign) implements Step {}
  }

  /** Which fields that the SealedSecret does not declare are removed. */
  enum Foreign {
    /** None: the Secret is shared. */
    KEEP,
    /** Data keys; labels and annotations, which other programs add, stay. */
    REMOVE_DATA,
    /** Data keys, labels, annotations and other owners, as the Sealed Secrets controller does. */
    REMOVE_ALL
  }

  /**
   * Returns the plan for a Secret that does not exist, as far as is known. A wrong guess does
   * nothing to a Secret that exists.
   */
  static Write toCreate(DeclaredSecret desired) {
    return new Write(List.of(creation(desired)), Optional.empty());
  }

  /**
   * Returns the plan for a Secret that exists.
   *
   * @param live the Secret as read, with its values
   * @param fieldManager ours
   */
  static SecretPlan toUpdate(
      SealedObject object, DeclaredSecret desired, JsonNode live, String fieldManager) {
    ExistingSecret read = ExistingSecret.of(live);
    if (!read.isControlledBy(object.uid()) && !read.isManaged() && !read.isPatched()) {
      return new Refuse(
          new Failure(
              Reason.NOT_MANAGED,
              "failed update: Resource \"%s\" already exists and is not managed by SealedSecret"
                  .formatted(object.key().name())));
    }
    String type = desired.template().type();
    if (type != null && !type.equals(read.type())) {
      return recreation(
          object,
          desired,
          read,
          new Failure(
              Reason.TYPE_CHANGED,
              "the Secret has type %s, which cannot become %s; delete the Secret to have it made again"
                  .formatted(read.type(), type)));
    }
    return update(object, desired, live, read, fieldManager);
  }

  private static Write update(
      SealedObject object,
      DeclaredSecret desired,
      JsonNode live,
      ExistingSecret read,
      String fieldManager) {
    boolean setOwner = desired.isOwned() && (read.isManaged() || !read.isPatched());
    ObjectNode manifest = SecretManifest.write(desired, object, setOwner, read.immutable());
    ExistingSecret.Ownership ownership =
        read.ownership(SecretManifest.fields(manifest), fieldManager);
    boolean isAsDesired = SecretManifest.holds(live, manifest) && ownership.isClaimable();
    List<Step> steps = new ArrayList<>();
    if (isAsDesired ? !ownership.isSettled() : ownership.isSharedWithUpstream()) {
      steps.add(new Step.Adopt(ownership.adoption(isAsDesired)));
    }
    if (!isAsDesired) {
      steps.add(new Step.Apply(setOwner, read.immutable()));
    }
    steps.add(new Step.RemoveForeign(foreign(object, read)));
    return new Write(
        steps,
        read.immutable() ? Optional.of(recreation(object, desired, read)) : Optional.empty());
  }

  /**
   * The Sealed Secrets controller replaces metadata whenever the spec has changed. We reconcile at
   * each change of the Secret: replacing it then would fight every program that annotates Secrets.
   */
  private static Foreign foreign(SealedObject object, ExistingSecret live) {
    if (live.isPatched()) {
      return Foreign.KEEP;
    }
    return object.observed() ? Foreign.REMOVE_DATA : Foreign.REMOVE_ALL;
  }

  private static SecretPlan recreation(
      SealedObject object, DeclaredSecret desired, ExistingSecret live) {
    return recreation(
        object,
        desired,
        live,
        new Failure(
            Reason.IMMUTABLE,
            "Error updating %s: the target Secret is immutable: only deleting it lets it change"
                .formatted(object.key())));
  }

  /** A Secret of others is never deleted. */
  private static SecretPlan recreation(
      SealedObject object, DeclaredSecret desired, ExistingSecret live, Failure failure) {
    boolean isAllowed = SecretAnnotations.isSet(object.annotations(), SecretAnnotations.RECREATE);
    return isAllowed && live.isControlledBy(object.uid())
        ? new Write(
            List.of(new Step.Delete(live.uid(), live.resourceVersion()), creation(desired)),
            Optional.empty())
        : new Refuse(failure);
  }

  private static Step.Create creation(DeclaredSecret desired) {
    return new Step.Create(desired.isOwned(), Boolean.TRUE.equals(desired.template().immutable()));
  }

  /**
   * Returns the fields of {@code live} to remove, as paths of member names. List entries come last
   * first, so that each index still holds when it is removed.
   */
  static List<List<String>> foreignFields(
      Foreign foreign, SealedObject object, DeclaredSecret desired, ExistingSecret live) {
    List<List<String>> fields = new ArrayList<>();
    if (foreign == Foreign.KEEP) {
      return fields;
    }
    addForeign(fields, List.of("data"), live.dataKeys(), desired.data().keySet());
    if (foreign == Foreign.REMOVE_ALL) {
      SecretTemplate template = desired.template();
      addForeign(
          fields,
          List.of("metadata", "labels"),
          live.metadata().labels().keySet(),
          template.labels().keySet());
      addForeign(
          fields,
          List.of("metadata", "annotations"),
          live.metadata().annotations().keySet(),
          template.annotations().keySet());
      List<ExistingSecret.Owner> owners = live.metadata().owners();
      for (int i = owners.size() - 1; i >= 0; i--) {
        if (!owners.get(i).uid().equals(object.uid())) {
          fields.add(List.of("metadata", "ownerReferences", String.valueOf(i)));
        }
      }
    }
    return fields;
  }

  private static void addForeign(
      List<List<String>> fields, List<String> path, Set<String> live, Set<String> desired) {
    for (String key : new TreeSet<>(live)) {
      if (!desired.contains(key)) {
        List<String> field = new ArrayList<>(path);
        field.add(key);
        fields.add(List.copyOf(field));
      }
    }
  }
}
