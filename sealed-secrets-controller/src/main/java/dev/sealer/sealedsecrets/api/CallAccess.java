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
 * Decides who may have an object verified or re-encrypted.
 *
 * <p>The API server strips {@code Authorization} before it forwards a call to a Service, so callers
 * send their token in a header of our own. kubeseal cannot do that: for it, access to {@code
 * services/proxy} is the only protection.
 */
public final class CallAccess {

  /** The header that carries a bearer token. */
  public static final String TOKEN_HEADER = "X-Sealer-Token";

  private static final ResourceType TOKEN_REVIEW =
      new ResourceType("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);
  private static final ResourceType ACCESS_REVIEW =
      new ResourceType(
          "authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false);
  private static final String FIELD_MANAGER = "sealed-secrets-controller";

  /** The rule for all callers. */
  public enum Rule {
    /** Anyone who can reach the port, like the Sealed Secrets controller. */
    OPEN,
    /** Anyone who may update SealedSecrets in the object's namespace, by token. */
    TOKEN,
    /** No one. */
    CLOSED
  }

  /** The decision about one call. */
  enum Verdict {
    GRANTED,
    UNKNOWN_CALLER,
    DENIED
  }

  private final Rule rule;
  private final ClusterObjects cluster;

  /** Creates a check by {@code rule}, which asks the API server about tokens. */
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
    return status(TOKEN_REVIEW, review)
        .filter(status -> status.path("authenticated").asBoolean())
        .map(status -> status.path("user"))
        // An access review without a user could be answered for every user.
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
    return status(ACCESS_REVIEW, review)
        .map(status -> status.path("allowed").asBoolean())
        .orElse(false);
  }

  private Optional<JsonNode> status(ResourceType type, ObjectNode review) {
    return cluster.create(type, "", review, FIELD_MANAGER) instanceof WriteResult.Applied applied
        ? Optional.of(applied.object().path("status"))
        : Optional.empty();
  }
}
