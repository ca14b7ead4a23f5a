package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.MissingCredentialException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Asks the API server for tokens of ServiceAccounts (TokenRequest). A token goes to somebody else,
 * so one that the API server itself would accept is never asked for, and never passed on.
 */
final class ServiceAccountTokens {

  private static final ResourceType SERVICE_ACCOUNT = ResourceType.of(ServiceAccount.class);

  /** The next step where the operator lacks the right to use ServiceAccounts. */
  static final String ALLOW = "set externalSecrets.serviceAccountTokens in the chart";

  private static final String API_SERVER = "kubernetes.default";

  private final ApiClient calls;

  ServiceAccountTokens(ApiClient calls) {
    this.calls = calls;
  }

  /**
   * Returns a new token; the caller must close it. Its lifetime is the API server's decision.
   *
   * @param need in one namespace
   * @throws MissingCredentialException if there is none; does not name the ServiceAccount, which
   *     may be in a namespace of others
   */
  SecretBytes issue(CredentialNeed.ServiceAccountToken need) throws MissingCredentialException {
    if (need.audiences().isEmpty()
        || need.audiences().stream().anyMatch(ServiceAccountTokens::isApiServers)) {
      throw refused(need, "an audience other than the API server's own is required");
    }
    try {
      ApiAnswer answer = calls.send(request(need));
      if (!answer.ok()) {
        throw refused(need, problem(answer.code()));
      }
      String token = answer.body().path("status").path("token").asText();
      check(need, token);
      return SecretBytes.ofUtf8(token);
    } catch (IOException unreachable) {
      throw refused(need, "the API server does not answer");
    }
  }

  private static ApiRequest request(CredentialNeed.ServiceAccountToken need) {
    ObjectNode body = Json.object();
    body.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    ObjectNode spec = body.putObject("spec");
    need.audiences().forEach(spec.putArray("audiences")::add);
    spec.put("expirationSeconds", need.lifetime().toSeconds());
    ObjectKey account = new ObjectKey(need.namespace(), need.name());
    return ApiRequest.post(SERVICE_ACCOUNT.objectPath(account) + "/token", Json.text(body));
  }

  private static String problem(int code) {
    return switch (code) {
      case 403 -> "the operator may not create tokens of ServiceAccounts; " + ALLOW;
      case 404 -> "the ServiceAccount does not exist";
      default -> "the API server answered HTTP " + code;
    };
  }

  private static MissingCredentialException refused(CredentialNeed need, String problem) {
    return new MissingCredentialException(need.field() + ": no token: " + problem);
  }

  private static boolean isApiServers(String audience) {
    String host = audience.toLowerCase(Locale.ROOT).strip().replaceFirst("^[a-z]+://", "");
    return host.isBlank() || host.startsWith(API_SERVER) || host.equals("kubernetes");
  }

  /**
   * Where no other is configured, the API server accepts the audience that is its issuer. A token
   * for it, or for an audience that was not asked for, must not leave.
   */
  private static void check(CredentialNeed.ServiceAccountToken need, String token)
      throws MissingCredentialException {
    String[] parts = token.split("\\.", -1);
    List<String> audiences = new ArrayList<>();
    String issuer = "";
    try {
      if (parts.length == 3) {
        JsonNode claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
        issuer = claims.path("iss").asText();
        JsonNode audience = claims.path("aud");
        if (audience.isTextual()) {
          audiences.add(audience.asText());
        }
        audience.forEach(each -> audiences.add(each.asText()));
      }
    } catch (IllegalArgumentException unreadable) {
      // The message may quote the token; without audiences, it is refused.
    }
    if (audiences.isEmpty() || !need.audiences().containsAll(audiences)) {
      throw refused(need, "the API server answered with a token for other audiences");
    }
    if (audiences.contains(issuer)) {
      throw refused(need, "an audience other than the API server's own is required");
    }
  }
}
