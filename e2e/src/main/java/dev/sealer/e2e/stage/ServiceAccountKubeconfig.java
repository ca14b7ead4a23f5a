package dev.sealer.e2e.stage;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;

/** A kubeconfig with a token from the TokenRequest API: the rights of one service account. */
final class ServiceAccountKubeconfig {

  private static final long TOKEN_SECONDS = Duration.ofHours(12).toSeconds();

  private ServiceAccountKubeconfig() {}

  /**
   * Writes it, readable by its owner only.
   *
   * @param admin a client that may ask for the account's token
   * @return {@code file}
   */
  static Path write(KubernetesClient admin, String namespace, String account, Path file) {
    Config config = admin.getConfiguration();
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: operator
        clusters:
          - name: cluster
            cluster:
              server: %s
              certificate-authority-data: %s
        users:
          - name: %s
            user:
              token: %s
        contexts:
          - name: operator
            context:
              cluster: cluster
              user: %s
              namespace: %s
        """
            .formatted(
                config.getMasterUrl(),
                authority(config),
                account,
                token(admin, namespace, account),
                account,
                namespace);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String token(KubernetesClient admin, String namespace, String account) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  /** PEM in base64, as a kubeconfig has it; clients hold it as either. */
  private static String authority(Config config) {
    try {
      if (config.getCaCertFile() != null) {
        return base64(Files.readString(Path.of(config.getCaCertFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + config.getCaCertFile(), e);
    }
    String data = config.getCaCertData() == null ? "" : config.getCaCertData();
    return data.startsWith("-----BEGIN") ? base64(data) : data;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
