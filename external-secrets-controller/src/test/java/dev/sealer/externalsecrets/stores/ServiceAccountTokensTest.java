package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.MissingCredentialException;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.canary.Canary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of ServiceAccounts that leave the cluster. */
final class ServiceAccountTokensTest {
  private static final String ISSUER = "https://issuer.example";

  private final String canary = Canary.random().value();
  private final TokenApi api = new TokenApi(canary);

  private String issue(String... audiences) throws MissingCredentialException {
    CredentialNeed.ServiceAccountToken need =
        new CredentialNeed.ServiceAccountToken(
            "spec.ref", "team", "reader", List.of(audiences), Duration.ofMinutes(10));
    try (SecretBytes token = new ServiceAccountTokens(api).issue(need)) {
      return token.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void aTokenIsAskedForWithAudiencesAndLifetime() throws MissingCredentialException {
    assertThat(issue("sts.amazonaws.com", "second")).isEqualTo(api.last());
    assertThat(api.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.path())
              .isEqualTo("/api/v1/namespaces/team/serviceaccounts/reader/token");
          assertThat(request.body())
              .contains("\"audiences\":[\"sts.amazonaws.com\",\"second\"]")
              .contains("\"expirationSeconds\":600");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "https://kubernetes.default.svc",
        "https://kubernetes.default.svc.cluster.local",
        "HTTPS://KUBERNETES.DEFAULT.SVC",
        " https://kubernetes.default.svc"
      })
  void aTokenForTheApiServerIsNotEvenAskedFor(String audience) {
    for (String[] audiences :
        new String[][] {{audience}, {"sts.amazonaws.com", audience}, {audience, "a"}}) {
      assertThatThrownBy(() -> issue(audiences)).isInstanceOf(MissingCredentialException.class);
    }
    assertThat(api.requests()).isEmpty();
  }

  /** Without audiences, the API server would give its own. */
  @Test
  void aTokenWithoutAudiencesIsNotAskedFor() {
    assertThatThrownBy(this::issue).isInstanceOf(MissingCredentialException.class);
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\":\"https://issuer.example\",\"aud\":[\"https://issuer.example\"]}",
        "{\"iss\":\"https://issuer.example\",\"aud\":[\"sts.amazonaws.com\",\"other\"]}",
        "{\"iss\":\"https://issuer.example\",\"aud\":\"https://kubernetes.default.svc\"}",
        "{\"iss\":\"https://issuer.example\",\"aud\":[]}",
        "{}",
        "no JSON"
      })
  void aTokenForOthersDoesNotLeave(String claims) {
    api.claims(claims);

    assertThatThrownBy(() -> issue("sts.amazonaws.com", ISSUER))
        .isInstanceOf(MissingCredentialException.class)
        .hasMessageNotContaining(canary);
  }

  @Test
  void whatIsNotATokenDoesNotLeave() {
    answer(201, "{\"status\":{\"token\":\"" + canary + "\"}}");

    assertThatThrownBy(() -> issue("sts.amazonaws.com"))
        .isInstanceOf(MissingCredentialException.class)
        .hasMessageNotContaining(canary);
  }

  @ParameterizedTest
  @CsvSource({
    "403, set externalSecrets.serviceAccountTokens in the chart",
    "404, the ServiceAccount does not exist",
    "500, HTTP 500"
  })
  void aRefusalSaysWhatToDoAndNamesNothingOfOthers(int code, String words) {
    answer(code, "{\"message\":\"" + canary + "\"}");

    assertThatThrownBy(() -> issue("sts.amazonaws.com"))
        .isInstanceOf(MissingCredentialException.class)
        .hasMessageStartingWith("spec.ref: no token: ")
        .hasMessageContaining(words)
        .hasMessageNotContainingAny(canary, "team", "reader");
  }

  private void answer(int code, String body) {
    api.answer(new ApiAnswer(code, Json.parse(body.getBytes(StandardCharsets.UTF_8))));
  }
}
