package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** HTTP clients that follow no redirect and, if asked, expect another name of the server. */
final class DirectHttpFactory extends JdkHttpClientFactory {
  private final Config config;
  private final String tlsServerName;

  DirectHttpFactory(Config config, String tlsServerName) {
    this.config = config;
    this.tlsServerName = tlsServerName;
  }

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.followRedirects(HttpClient.Redirect.NEVER);
    if (!tlsServerName.isEmpty()) {
      builder.sslContext(new NamedServerContext(trusting(), tlsServerName));
    }
  }

  private SSLContext trusting() {
    try {
      return SSLUtils.sslContext(config);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the TLS settings of the cluster cannot be used", e);
    }
  }
}
