package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.simulation.failure.Failures;
import java.util.Set;

/**
 * Answers TokenReview, SubjectAccessReview and SelfSubjectAccessReview. By default every token and
 * every access is refused; tests say otherwise.
 */
public final class AccessReviews {

  private static final Set<String> SERVED =
      Set.of(
          "authentication.k8s.io/tokenreviews",
          "authorization.k8s.io/subjectaccessreviews",
          "authorization.k8s.io/selfsubjectaccessreviews");

  /** Decides reviews. */
  public interface Judge {

    /**
     * Writes the {@code status} of a review.
     *
     * @param kind for example {@code TokenReview}
     * @param spec what is asked
     * @param status to be filled
     */
    void decide(String kind, JsonNode spec, ObjectNode status);
  }

  private Judge judge = AccessReviews::refuse;

  AccessReviews() {}

  /** Lets {@code judge} decide from now on. */
  public void decideWith(Judge other) {
    judge = other;
  }

  static boolean serves(String group, String plural) {
    return SERVED.contains(group + "/" + plural);
  }

  ApiAnswer answer(JsonNode body) {
    if (!(body instanceof ObjectNode sent)) {
      throw Failures.badRequest("the body is not a JSON object");
    }
    ObjectNode review = sent.deepCopy();
    if (!review.has("metadata")) {
      review.putObject("metadata");
    }
    judge.decide(review.path("kind").asText(), review.path("spec"), review.putObject("status"));
    return new ApiAnswer(201, review);
  }

  private static void refuse(String kind, JsonNode spec, ObjectNode status) {
    if (kind.equals("TokenReview")) {
      status.putObject("user");
      status.put("error", "invalid bearer token");
    } else {
      status.put("allowed", false);
    }
  }
}
