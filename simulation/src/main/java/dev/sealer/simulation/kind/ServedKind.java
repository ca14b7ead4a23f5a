package dev.sealer.simulation.kind;

import dev.sealer.kube.ResourceType;

/**
 * A kind in one version that is served.
 *
 * @param type the kind, as clients address it
 * @param storageVersion the API version that watches of other versions share; objects are stored
 *     once for all versions
 * @param hasStatus whether it has the status subresource
 * @param custom whether a CRD defines it
 * @param rules what happens to its objects
 */
public record ServedKind(
    ResourceType type, String storageVersion, boolean hasStatus, boolean custom, KindRules rules) {

  /** Returns what identifies the kind in all of its versions. */
  public String resource() {
    return type.group() + "/" + type.plural();
  }
}
