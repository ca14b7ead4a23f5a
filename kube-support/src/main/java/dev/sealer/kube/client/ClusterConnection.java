package dev.sealer.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes clients that are safe to handle secrets with.
 *
 * <p>Credentials go over TLS only, as {@link GuardedClients} has it. HTTP/1.1 is used: over HTTP/2
 * one dead connection would hold all watches until the operating system notices.
 */
public final class ClusterConnection {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterConnection.class);

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
    Config config = config(settings);
    KubeconfigFacts facts = facts(settings);
    if (!facts.loginProgram().isEmpty() && settings.tokenFile() == null && !isSignedIn(config)) {
      throw new IllegalArgumentException(
          "the login program %s of the kubeconfig gave no credential"
              .formatted(facts.loginProgram()));
    }
    if (config.getMasterUrl().toLowerCase(Locale.ROOT).startsWith(Config.HTTP_PROTOCOL_PREFIX)) {
      LOG.warn("calling {} without credentials: it is not HTTPS", config.getMasterUrl());
    }
    return GuardedClients.open(config, facts.options());
  }

  /** The library passes over a login that failed, and would call as nobody. */
  private static boolean isSignedIn(Config config) {
    return Stream.of(
            config.getOauthToken(),
            config.getAutoOAuthToken(),
            config.getClientCertData(),
            config.getClientCertFile())
        .anyMatch(credential -> credential != null && !credential.isEmpty());
  }

  private static KubeconfigFacts facts(ConnectionSettings settings) {
    if (settings.kubeconfig() != null) {
      return KubeconfigFacts.of(List.of(settings.kubeconfig()), settings.context());
    }
    if (settings.server() != null) {
      return KubeconfigFacts.NONE;
    }
    List<Path> files =
        Config.getKubeconfigFilenames().stream()
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    return KubeconfigFacts.of(files, settings.context());
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
