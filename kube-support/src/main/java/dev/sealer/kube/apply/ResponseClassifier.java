package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.redact.MessageRedactor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Turns the API server's answers into closed results.
 *
 * @param redactor keeps the values of what was sent out of every text
 * @param known the resourceVersion before the write, where the caller knew it
 */
record ResponseClassifier(MessageRedactor redactor, @Nullable String known) {

  private static final String FIELD_CONFLICT = "FieldManagerConflict";
  private static final String CONFLICT_PREFIX = "conflict with ";

  WriteResult write(ApiAnswer answer) {
    if (answer.ok()) {
      return new WriteResult.Applied(answer.body(), change(answer));
    }
    if (answer.code() == 409 && "Conflict".equals(answer.reason())) {
      List<WriteResult.OwnedField> owned = owned(answer);
      return owned.isEmpty() ? stale(answer) : new WriteResult.Conflict(owned);
    }
    if (preconditionFailed(answer)) {
      return stale(answer);
    }
    return isTransient(answer) ? unreachable(answer) : refused(answer);
  }

  ObjectReadResult read(ApiAnswer answer) {
    if (answer.ok()) {
      return new ObjectReadResult.Found(answer.body());
    }
    if (answer.code() == 404) {
      return new ObjectReadResult.Missing();
    }
    return isTransient(answer) ? unreachable(answer) : refused(answer);
  }

  DeleteResult delete(ApiAnswer answer) {
    if (answer.ok()) {
      return new DeleteResult.Deleted();
    }
    if (answer.code() == 404) {
      return new DeleteResult.AlreadyGone();
    }
    if (answer.code() == 409) {
      return stale(answer);
    }
    return isTransient(answer) ? unreachable(answer) : refused(answer);
  }

  private WriteResult.Change change(ApiAnswer answer) {
    if (answer.code() == 201) {
      return WriteResult.Change.CREATED;
    }
    String now = answer.body().path("metadata").path("resourceVersion").asText();
    return now.equals(known) ? WriteResult.Change.UNCHANGED : WriteResult.Change.UPDATED;
  }

  private WriteResult.Stale stale(ApiAnswer answer) {
    return new WriteResult.Stale(
        answer.code() == 422
            ? "the object is not, or no longer, what was planned against"
            : redactor.message(answer));
  }

  private WriteResult.Refused refused(ApiAnswer answer) {
    List<WriteResult.Cause> causes = new ArrayList<>();
    for (JsonNode cause : answer.body().path("details").path("causes")) {
      String field = cause.path("field").asText();
      if (!field.isEmpty()) {
        causes.add(new WriteResult.Cause(field, redactor.cause(cause.path("message").asText())));
      }
    }
    return new WriteResult.Refused(
        answer.code(), answer.reason(), redactor.message(answer), causes);
  }

  private WriteResult.Unreachable unreachable(ApiAnswer answer) {
    return new WriteResult.Unreachable(
        "the API server answered " + answer.code() + " " + redactor.message(answer));
  }

  private static boolean isTransient(ApiAnswer answer) {
    return switch (answer.code()) {
      case 408, 429, 502, 503, 504 -> true;
      case 500 -> answer.body().path("details").has("retryAfterSeconds");
      default -> false;
    };
  }

  /**
   * Two ways to be stale have no reason of their own, only 422. A JSON patch whose test, or whose
   * field to remove, did not match: a fixed sentence without causes, which validation always has
   * (seen on 1.36). An apply for another uid: a cause that names the field.
   */
  private static boolean preconditionFailed(ApiAnswer answer) {
    if (answer.code() != 422) {
      return false;
    }
    JsonNode causes = answer.body().path("details").path("causes");
    if (causes.isEmpty()) {
      return answer.message().startsWith("the server rejected our request");
    }
    return StreamSupport.stream(causes.spliterator(), false)
        .allMatch(c -> c.path("field").asText().equals("metadata.uid"));
  }

  private static List<WriteResult.OwnedField> owned(ApiAnswer answer) {
    List<WriteResult.OwnedField> owned = new ArrayList<>();
    JsonNode causes = answer.body().path("details").path("causes");
    StreamSupport.stream(causes.spliterator(), false)
        .filter(c -> FIELD_CONFLICT.equals(c.path("reason").asText()))
        .forEach(c -> {
          String owner = c.path("message").asText();
          owned.add(
              new WriteResult.OwnedField(
                  owner.startsWith(CONFLICT_PREFIX)
                      ? owner.substring(CONFLICT_PREFIX.length())
                      : owner,
                  c.path("field").asText()));
        });
    return owned;
  }
}
