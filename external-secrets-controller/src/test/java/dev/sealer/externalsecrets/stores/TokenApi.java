package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives tokens as the API server does, which say who they are for, and are not signed. */
public final class TokenApi implements ApiClient {

  private final String secret;
  private final List<ApiRequest> requests = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private Optional<ApiAnswer> answer = Optional.empty();
  private Optional<String> claims = Optional.empty();

  /** Puts {@code secret} in the place of each signature. */
  public TokenApi(String secret) {
    this.secret = secret;
  }

  /** Answers each request so. */
  public void answer(ApiAnswer always) {
    this.answer = Optional.of(always);
  }

  /** Puts these claims into each token. */
  void claims(String always) {
    this.claims = Optional.of(always);
  }

  /** Returns the requests so far. */
  public List<ApiRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the token that was given last. */
  public String last() {
    return tokens.getLast();
  }

  @Override
  public ApiAnswer send(ApiRequest request) {
    requests.add(request);
    if (answer.isPresent()) {
      return answer.get();
    }
    String body = request.body() == null ? "{}" : request.body();
    JsonNode audiences =
        Json.parse(body.getBytes(StandardCharsets.UTF_8)).path("spec").path("audiences");
    ObjectNode usual =
        Json.object().put("iss", "https://issuer.example").put("sub", request.path());
    usual.set("aud", audiences);
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.orElse(Json.text(usual)).getBytes(StandardCharsets.UTF_8));
    tokens.add("e30." + payload + "." + secret + "-" + requests.size());
    ObjectNode result = Json.object();
    result.putObject("status").put("token", tokens.getLast());
    return new ApiAnswer(201, result);
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
    throw new UnsupportedOperationException("only tokens are given here");
  }

  @Override
  public Lines open(ApiRequest request) {
    throw new UnsupportedOperationException("only tokens are given here");
  }
}
