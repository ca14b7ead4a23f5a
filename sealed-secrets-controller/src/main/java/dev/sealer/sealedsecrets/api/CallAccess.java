package dev.sealer.sealedsecrets.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.http.HttpCall;
import java.util.Optional;

/**
 * Who may have an object verified or sealed anew.
 *
 * <p>The API server strips {@code Authorization} before it passes a call on to a Service, so a
 * caller who is to be known puts the token into a header of our own. The plain kubeseal cannot do
 * that: for it, access to {@code services/proxy} is all there is.
 */
public final class CallAccess {

  /** Holds a bearer token for this API. */
  public static final String TOKEN_HEADER = "X-Sealer-Token";

  private static final ResourceType TOKEN_REVIEW =
      new ResourceType("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);
  private static final ResourceType ACCESS_REVIEW =
      new ResourceType(
          "authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false);
  private static final String FIELD_MANAGER = "sealed-secrets-controller";

  /** The rule for all callers. */
  public enum Rule {
    /** Whoever reaches the port, as with the peer. */
    OPEN,
    /** Whoever may update SealedSecrets in the object's namespace, by token. */
    TOKEN,
    /** Nobody. */
    CLOSED
  }

  /** What is said of one call. */
  enum Verdict {
    GRANTED,
    UNKNOWN_CALLER,
    DENIED
  }

  private final Rule rule;
  private final ClusterObjects cluster;

  /** Judges by {@code rule}, asking the API server about tokens. */
  CallAccess(Rule rule, ClusterObjects cluster) {
    this.rule = rule;
    this.cluster = cluster;
  }

  Verdict judge(HttpCall call, ObjectKey object) {
    return switch (rule) {
      case OPEN -> Verdict.GRANTED;
      case CLOSED -> Verdict.DENIED;
      case TOKEN ->
          call.header(TOKEN_HEADER)
              .flatMap(this::user)
              .map(user -> mayUpdate(user, object) ? Verdict.GRANTED : Verdict.DENIED)
              .orElse(Verdict.UNKNOWN_CALLER);
    };
  }

  private Optional<JsonNode> user(String token) {
    ObjectNode review = Json.object();
    review.putObject("spec").put("token", token);
    return answer(TOKEN_REVIEW, review)
        .filter(status -> status.path("authenticated").asBoolean())
        .map(status -> status.path("user"))
        // A review of nobody's access could be answered for everybody.
        .filter(user -> !user.path("username").asText().isBlank());
  }

  private boolean mayUpdate(JsonNode user, ObjectKey object) {
    ObjectNode review = Json.object();
    ObjectNode spec = review.putObject("spec");
    spec.put("user", user.path("username").asText());
    spec.put("uid", user.path("uid").asText());
    if (user.path("groups").isArray()) {
      spec.set("groups", user.path("groups"));
    }
    if (user.path("extra").isObject()) {
      spec.set("extra", user.path("extra"));
    }
    spec.putObject("resourceAttributes")
        .put("group", "bitnami.com")
        .put("resource", "sealedsecrets")
        .put("verb", "update")
        .put("namespace", object.namespace())
        .put("name", object.name());
    return answer(ACCESS_REVIEW, review)
        .map(status -> status.path("allowed").asBoolean())
        .orElse(false);
  }

  private Optional<JsonNode> answer(ResourceType type, ObjectNode review) {
    return cluster.create(type, "", review, FIELD_MANAGER) instanceof WriteResult.Applied applied
        ? Optional.of(applied.object().path("status"))
        : Optional.empty();
  }
}
