package dev.sealer.simulation.apiserver;

import dev.sealer.kube.ObjectKey;
import dev.sealer.simulation.kind.ServedKind;

/**
 * The call that all steps of one write share.
 *
 * @param kind of the object
 * @param key of the object
 * @param status whether the status subresource is written
 * @param manager who writes; empty where it does not matter
 * @param dryRun whether nothing is stored
 */
record WriteCall(ServedKind kind, ObjectKey key, boolean status, String manager, boolean dryRun) {

  WriteCall named(String name) {
    return new WriteCall(kind, new ObjectKey(key.namespace(), name), status, manager, dryRun);
  }

  String subresource() {
    return status ? "status" : "";
  }
}
