package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes clients that are safe to handle secrets with.
 *
 * <p>The client library's HTTP trace logger, which prints bodies, is taken out of every client made
 * here, whatever the log level. HTTP/1.1 is used: over HTTP/2 one dead connection would hold all
 * watches until the operating system notices.
 */
public final class ClusterConnection {

  /** The name under which the client library registers its body-printing interceptor. */
  private static final String TRACE_LOGGER = "HttpLogging";

  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int WATCH_RECONNECT_MILLIS = 1_000;
  private static final int MAX_CONCURRENT = 256;

  private ClusterConnection() {}

  /**
   * Makes a client; opens no connection yet.
   *
   * @throws IllegalArgumentException when a file that {@code settings} name cannot be used; says
   *     which and why
   */
  public static KubernetesClient open(ConnectionSettings settings) {
    return new KubernetesClientBuilder()
        .withConfig(config(settings))
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor(TRACE_LOGGER, null))
        .build();
  }

  private static Config config(ConnectionSettings settings) {
    ConfigBuilder builder =
        new ConfigBuilder(base(settings))
            .withUserAgent(settings.userAgent())
            .withHttp2Disable(true)
            .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
            .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
            .withWatchReconnectInterval(WATCH_RECONNECT_MILLIS)
            .withMaxConcurrentRequests(MAX_CONCURRENT)
            .withMaxConcurrentRequestsPerHost(MAX_CONCURRENT)
            // Who calls decides on retries: a repeated create could create twice.
            .withRequestRetryBackoffLimit(0);
    if (settings.server() != null) {
      builder.withMasterUrl(settings.server());
    }
    if (settings.caFile() != null) {
      builder.withCaCertFile(readable(settings.caFile(), "CA file").toString());
    }
    if (settings.tokenFile() != null) {
      Path file = readable(settings.tokenFile(), "token file");
      builder
          .withClientCertData(null)
          .withClientCertFile(null)
          .withClientKeyData(null)
          .withClientKeyFile(null)
          .withOauthTokenProvider(() -> read(file));
    }
    return builder.build();
  }

  private static Config base(ConnectionSettings settings) {
    if (settings.kubeconfig() == null) {
      return settings.server() == null ? Config.autoConfigure(settings.context()) : Config.empty();
    }
    Path file = readable(settings.kubeconfig(), "kubeconfig");
    try {
      return Config.fromKubeconfig(settings.context(), file.toFile());
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException("the kubeconfig " + file + " cannot be used", e);
    }
  }

  private static Path readable(Path file, String what) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("the " + what + " " + file + " cannot be read");
    }
    return file;
  }

  private static String read(Path tokenFile) {
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the token file " + tokenFile + " cannot be read", e);
    }
  }
}
