package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;

/**
 * Says with each request as whom to act. The library's own interceptor does not know user ids.
 *
 * @param headers in order; a name may be there several times
 */
record IdentityHeaders(List<Map.Entry<String, String>> headers) implements Interceptor {

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    headers.forEach(header -> builder.header(header.getKey(), header.getValue()));
  }
}
