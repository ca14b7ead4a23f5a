package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Adds credentials to requests that go over TLS, and to no others.
 *
 * @param authorization the library's interceptor, which adds tokens and passwords
 * @param secrets more headers that hold credentials, by name
 */
record CredentialGuard(Interceptor authorization, Map<String, String> secrets)
    implements Interceptor {

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isEncrypted(request)) {
      authorization.before(builder, request, tags);
      secrets.forEach(builder::setHeader);
    }
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    return isEncrypted(response.request())
        ? authorization.afterFailure(builder, response, tags)
        : CompletableFuture.completedFuture(false);
  }

  private static boolean isEncrypted(HttpRequest request) {
    return "https".equalsIgnoreCase(request.uri().getScheme());
  }

  @Override
  public String toString() {
    return "CredentialGuard" + secrets.keySet();
  }
}
