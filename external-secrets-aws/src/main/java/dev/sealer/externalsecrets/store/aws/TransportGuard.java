package dev.sealer.externalsecrets.store.aws;

import dev.sealer.secret.SecretTransport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Refuses requests that others could read on the way. It looks at each request, because endpoints
 * come from flags, variables, profiles and the SDK itself.
 *
 * @param withoutTls whether to allow them all the same
 */
record TransportGuard(boolean withoutTls) implements ExecutionInterceptor {

  /** The message of the exception, which also identifies it. */
  static final String REFUSAL =
      "credentials and values would be sent without TLS; use an https endpoint, or allow it with"
          + " --store-credentials-without-tls";

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    if (!withoutTls && !SecretTransport.isSafe(request.protocol(), request.host())) {
      throw SdkClientException.create(REFUSAL);
    }
  }
}
