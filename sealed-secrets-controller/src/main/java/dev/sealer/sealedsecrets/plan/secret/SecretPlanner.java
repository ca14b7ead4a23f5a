package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.PeerAnnotations;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Create;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Foreign;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Recreate;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Refuse;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides what to do about the live Secret. */
public final class SecretPlanner {

  private SecretPlanner() {}

  /**
   * Plans from the SealedSecret, the Secret it stands for and the one that is there.
   *
   * @param live null when there is none
   */
  public static SecretPlan plan(
      SealedObject object, DesiredSecret desired, @Nullable LiveSecret live) {
    if (live == null) {
      return new Create();
    }
    boolean ours = live.controller().equals(object.uid());
    if (!ours && !live.managed() && !live.patched()) {
      return new Refuse(
          new Failure(
              Reason.NOT_MANAGED,
              "failed update: Resource \"%s\" already exists and is not managed by SealedSecret"
                  .formatted(object.key().name())));
    }
    String type = desired.blueprint().type();
    if (type != null && !type.equals(live.type())) {
      return unchangeable(
          object,
          live,
          new Failure(
              Reason.TYPE_CHANGED,
              "the Secret has type %s and cannot become %s: delete it, and it is made again"
                  .formatted(live.type(), type)));
    }
    return update(object, desired, live);
  }

  /** What to do when the API server refused to change an immutable Secret. */
  public static SecretPlan afterImmutable(SealedObject object, LiveSecret live) {
    return unchangeable(
        object,
        live,
        new Failure(
            Reason.IMMUTABLE,
            "Error updating %s: the target Secret is immutable: only deleting it lets it change"
                .formatted(object.key())));
  }

  /**
   * The fields of {@code live} that {@code plan} takes away, as paths of member names. List entries
   * come last first, so that each index still holds when its turn comes.
   */
  public static List<List<String>> foreignFields(
      Update plan, SealedObject object, DesiredSecret desired, LiveSecret live) {
    List<List<String>> fields = new ArrayList<>();
    if (plan.foreign() == Foreign.KEEP) {
      return fields;
    }
    addForeign(fields, List.of("data"), live.dataKeys(), desired.data().keySet());
    if (plan.foreign() == Foreign.REMOVE_ALL) {
      Blueprint blueprint = desired.blueprint();
      addForeign(
          fields,
          List.of("metadata", "labels"),
          live.labels().keySet(),
          blueprint.labels().keySet());
      addForeign(
          fields,
          List.of("metadata", "annotations"),
          live.annotations().keySet(),
          blueprint.annotations().keySet());
      for (int i = live.owners().size() - 1; i >= 0; i--) {
        if (!live.owners().get(i).equals(object.uid())) {
          fields.add(List.of("metadata", "ownerReferences", String.valueOf(i)));
        }
      }
    }
    return fields;
  }

  private static SecretPlan update(SealedObject object, DesiredSecret desired, LiveSecret live) {
    if (live.patched()) {
      return new Update(
          live.resourceVersion(),
          desired.owned() && live.managed(),
          live.immutable(),
          Foreign.KEEP);
    }
    // The peer replaces metadata whenever it looks, which is when the spec changed. We look at each
    // change of the Secret: replacing it then would fight every program that annotates Secrets.
    return new Update(
        live.resourceVersion(),
        desired.owned(),
        live.immutable(),
        object.observed() ? Foreign.REMOVE_DATA : Foreign.REMOVE_ALL);
  }

  private static SecretPlan unchangeable(SealedObject object, LiveSecret live, Failure failure) {
    boolean asked = PeerAnnotations.set(object.annotations(), PeerAnnotations.RECREATE);
    return asked && live.controller().equals(object.uid())
        ? new Recreate(live.uid(), live.resourceVersion())
        : new Refuse(failure);
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
