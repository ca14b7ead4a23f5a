package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.apply.ManagedFields;
import java.util.Set;

/**
 * Who owns the fields that a SealedSecret states. A Secret that the peer made has them under the
 * peer's name; unless they become ours, a key that the SealedSecret drops later would stay.
 *
 * <p>Only what is stated now is taken: other programs too are called {@code controller}, and what
 * they put into a shared Secret must not go with our next apply.
 *
 * @param wanted the fields to own
 * @param ours what we own by server-side apply
 * @param theirs what the peer owns of {@code wanted}
 * @param tracked whether anything says who owns what; it can be cleared by hand
 */
record Ownership(FieldSet wanted, FieldSet ours, FieldSet theirs, boolean tracked) {

  /** The peer's field manager: the name of its binary. */
  private static final Set<String> PEERS = Set.of("controller");

  /** Reads it from {@code live}, as read with its {@code managedFields}. */
  static Ownership of(JsonNode live, FieldSet wanted, String fieldManager) {
    JsonNode entries = live.path("metadata").path("managedFields");
    return new Ownership(
        wanted,
        ManagedFields.applied(entries, fieldManager),
        ManagedFields.adoptable(entries, PEERS, fieldManager, "v1").intersect(wanted),
        !entries.isEmpty());
  }

  /** Whether exactly the wanted fields are ours, and the peer has no part in them. */
  boolean settled() {
    return theirs.isEmpty() && ours.covers(wanted) && claimable();
  }

  /**
   * Whether it is a matter of ownership only: nothing is ours that is no longer wanted, which only
   * an apply takes away.
   */
  boolean claimable() {
    return tracked && wanted.covers(ours);
  }

  /** Whether the peer owns something that is wanted. */
  boolean sharedWithPeer() {
    return !theirs.isEmpty();
  }

  /** Takes the peer's part; with {@code claim}, all that is wanted, as it stands. */
  ManagedFields.Adoption adoption(boolean claim) {
    ManagedFields.Adoption peers = ManagedFields.Adoption.of(PEERS, wanted);
    return claim ? peers.claiming(wanted) : peers;
  }
}
