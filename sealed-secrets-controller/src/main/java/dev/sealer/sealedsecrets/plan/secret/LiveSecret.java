package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.sealedsecrets.plan.PeerAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of a Secret that exists; never its values.
 *
 * @param owners uids of the owner references in their order
 * @param controller uid of the owner that controls it; empty for none
 * @param dataKeys the keys it has
 */
public record LiveSecret(
    String uid,
    String resourceVersion,
    String type,
    boolean immutable,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> owners,
    String controller,
    Set<String> dataKeys) {

  /** Copies the collections. */
  public LiveSecret {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    owners = List.copyOf(owners);
    dataKeys = Set.copyOf(dataKeys);
  }

  boolean managed() {
    return PeerAnnotations.set(annotations, PeerAnnotations.MANAGED);
  }

  boolean patched() {
    return PeerAnnotations.set(annotations, PeerAnnotations.PATCH);
  }
}
