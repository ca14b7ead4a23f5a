package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The result of a write. It contains no value of a Secret in its messages. */
public sealed interface WriteResult {

  /** The effect of a write on the object. */
  enum Change {
    /** It was not there before. */
    CREATED,
    /** It changed, or the version before was not known. */
    UPDATED,
    /** It was already so: same resourceVersion as before, nothing was written. */
    UNCHANGED
  }

  /**
   * The API server took it.
   *
   * @param object the object as it is now, data included unless only metadata was asked for; of a
   *     dry run, as it would be
   * @param change what the write did
   */
  record Applied(JsonNode object, Change change) implements WriteResult {
    /** Returns whether anything was written, or may have been. */
    public boolean changed() {
      return change != Change.UNCHANGED;
    }

    /** The resourceVersion now. */
    public String resourceVersion() {
      return object.path("metadata").path("resourceVersion").asText();
    }

    /** The object's uid. */
    public String uid() {
      return object.path("metadata").path("uid").asText();
    }

    /** Leaves the object out: it may be a Secret. */
    @Override
    public String toString() {
      return "Applied[" + change + "]";
    }
  }

  /**
   * Other managers own fields of the apply, and force was not asked for. Nothing was written.
   *
   * @param fields who owns what, at least one
   */
  record Conflict(List<OwnedField> fields) implements WriteResult {
    /** Copies the list. */
    public Conflict {
      fields = List.copyOf(fields);
    }

    /** One line that names each owner and field. */
    public String message() {
      return String.join("; ", fields.stream().map(OwnedField::toString).toList());
    }
  }

  /** The object is no longer at the resourceVersion that was planned against, or was deleted. */
  record Stale(String message) implements WriteResult, DeleteResult {}

  /**
   * The API server said no; the same request will be refused again until something else changes.
   *
   * @param code the HTTP status code
   * @param reason the API's reason, for example {@code Forbidden}, {@code Invalid}, {@code
   *     NotFound}
   * @param message what it said, without values where the object is a Secret
   * @param causes the fields that validation refused, in the API server's order; may be empty
   */
  record Refused(int code, String reason, String message, List<Cause> causes)
      implements WriteResult, ObjectReadResult, DeleteResult {
    /** Copies the list. */
    public Refused {
      causes = List.copyOf(causes);
    }

    /** Without causes. */
    public Refused(int code, String reason, String message) {
      this(code, reason, message, List.of());
    }

    /** Returns whether the object, its namespace or its kind does not exist. */
    public boolean notFound() {
      return code == 404;
    }

    /** Returns whether permissions are missing. */
    public boolean forbidden() {
      return code == 401 || "Forbidden".equals(reason);
    }

    /** Returns whether an object of that name existed already. */
    public boolean alreadyExists() {
      return "AlreadyExists".equals(reason);
    }
  }

  /**
   * A field that validation refused.
   *
   * @param field the path, for example {@code spec.ports[0].name}
   * @param message what is wrong; quotes the value unless the object is a Secret
   */
  record Cause(String field, String message) {}

  /**
   * No usable answer: no connection, a time-out, 429 or 502 to 504. Whether the write was carried
   * out is not known; try again later.
   */
  record Unreachable(String message) implements WriteResult, ObjectReadResult, DeleteResult {}

  /**
   * A field that someone else owns.
   *
   * @param owner the other manager, as the API server words it
   * @param field the path, for example {@code .spec.replicas}
   */
  record OwnedField(String owner, String field) {
    @Override
    public String toString() {
      return field + " is owned by " + owner;
    }
  }
}
