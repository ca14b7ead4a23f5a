package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import org.jspecify.annotations.Nullable;

/** Stands for the admission webhooks of a cluster: may refuse or change a write. */
public interface AdmissionHook {

  /** Called for each write, dry runs included, under the lock of the server. */
  Verdict review(Review review);

  /** The object that is about to be written. */
  enum Operation {
    /** A new object. */
    CREATE,
    /** A change, also one that takes the last finalizer away. */
    UPDATE,
    /** A deletion. */
    DELETE
  }

  /**
   * A write.
   *
   * @param operation what is about to happen
   * @param type the kind
   * @param key the object
   * @param status whether the status subresource is written
   * @param before the object as it is; null for a create
   * @param object the object as it would be; null for a deletion
   * @param dryRun whether nothing will be stored
   */
  record Review(
      Operation operation,
      ResourceType type,
      ObjectKey key,
      boolean status,
      @Nullable JsonNode before,
      @Nullable JsonNode object,
      boolean dryRun) {

    /** Leaves the objects out: they may be Secrets. */
    @Override
    public String toString() {
      return operation + " " + type.kind() + " " + key;
    }
  }

  /** The decision of the hook. */
  sealed interface Verdict {

    /** Go on. */
    record Allowed() implements Verdict {}

    /**
     * Go on with another object. Nobody owns the difference.
     *
     * @param object the whole object
     */
    record Changed(ObjectNode object) implements Verdict {
      /** Leaves the object out: it may be a Secret. */
      @Override
      public String toString() {
        return "Changed";
      }
    }

    /**
     * Refuse with 403.
     *
     * @param message why; may quote the object, as some webhooks do
     */
    record Refused(String message) implements Verdict {}

    /** The webhook does not answer: refuse with 500. */
    record Down() implements Verdict {}

    /** The webhook has side effects and does not take dry runs: refuse them with 400. */
    record NoDryRun() implements Verdict {}
  }
}
