package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.kubernetes.client.utils.ImpersonatorInterceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.util.Objects;

/**
 * Makes every client of the product. Credentials go to the configured server only, and only over
 * TLS: over plain HTTP a call goes out without them, as client-go has it, loopback included.
 * Redirects are not followed, because the library would send the credentials along. The library's
 * HTTP trace logger, which prints bodies, is taken out.
 */
public final class GuardedClients {

  /** The name under which the library registers its body-printing interceptor. */
  private static final String TRACE_LOGGER = "HttpLogging";

  private GuardedClients() {}

  /** Makes a client; opens no connection yet. The caller must close it. */
  public static KubernetesClient open(Config config, TransportOptions options) {
    DirectHttpFactory factory = new DirectHttpFactory(config, options.tlsServerName());
    Interceptor authorization =
        Objects.requireNonNull(
            HttpClientUtils.createApplicableInterceptors(config, factory)
                .get(TokenRefreshInterceptor.NAME),
            "the library has no interceptor for tokens");
    CredentialGuard guard = new CredentialGuard(authorization, options.secrets());
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(factory)
        .withHttpClientBuilderConsumer(builder ->
            builder
                .addOrReplaceInterceptor(TRACE_LOGGER, null)
                .addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, guard)
                .addOrReplaceInterceptor(
                    ImpersonatorInterceptor.NAME, new IdentityHeaders(options.identity())))
        .build();
  }
}
