package dev.sealer.cli.cluster.fabric8;

import static dev.sealer.cli.cluster.fabric8.ClusterClients.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ClientKubeconfig.Resolved;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.kube.login.LoginCredential;
import dev.sealer.kube.login.LoginException;
import dev.sealer.kube.login.LoginProgram;
import dev.sealer.kube.login.LoginShell;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in as the user of a kubeconfig says. A login that cannot be carried out ends the run: the
 * call must not go out without it.
 */
final class UserLogin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Resolved resolved;
  private final Console console;

  UserLogin(Resolved resolved, Console console) {
    this.resolved = resolved;
    this.console = console;
  }

  /**
   * Adds a client certificate to a configuration, and returns the {@code Authorization} header.
   *
   * @throws CommandFailure when the login fails
   */
  Optional<String> addTo(ConfigBuilder config) {
    JsonNode user = resolved.user();
    config
        .withClientCertData(emptyToNull(text(user, "client-certificate-data")))
        .withClientCertFile(emptyToNull(text(user, "client-certificate")))
        .withClientKeyData(emptyToNull(text(user, "client-key-data")))
        .withClientKeyFile(emptyToNull(text(user, "client-key")));
    String token = token(user);
    if (!token.isEmpty()) {
      return Optional.of(bearer(token));
    }
    String name = text(user, "username");
    if (!name.isEmpty()) {
      byte[] both = (name + ":" + text(user, "password")).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    if (user.path("exec").isObject()) {
      return byProgram(config);
    }
    return user.path("auth-provider").isObject()
        ? Optional.of(bearer(idToken(user.path("auth-provider"))))
        : Optional.empty();
  }

  /**
   * Returns the file counts before the token next to it, and is read only where the token is sent.
   */
  private static String token(JsonNode user) {
    String token = text(user, "token");
    String file = text(user, "tokenFile");
    if (file.isEmpty()) {
      return token;
    }
    try {
      return new String(FileText.read(file), StandardCharsets.UTF_8).strip();
    } catch (CommandFailure e) {
      if (token.isEmpty()) {
        throw e;
      }
      return token;
    }
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private Optional<String> byProgram(ConfigBuilder config) {
    LoginShell shell =
        new LoginShell(console.environment(), console.err(), console.inputIsTerminal());
    try {
      LoginCredential credential =
          new LoginProgram(resolved.user().path("exec"), clusterWithAuthority())
              .run(shell, Instant.now());
      if (!credential.certificate().isEmpty()) {
        config
            .withClientCertFile(null)
            .withClientKeyFile(null)
            .withClientCertData(base64(credential.certificate()))
            .withClientKeyData(base64(credential.key()));
      }
      return credential.token().isEmpty()
          ? Optional.empty()
          : Optional.of(bearer(credential.token()));
    } catch (LoginException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode clusterWithAuthority() {
    ObjectNode cluster = resolved.cluster().deepCopy();
    String file = text(cluster, "certificate-authority");
    if (!file.isEmpty() && text(cluster, "certificate-authority-data").isEmpty()) {
      cluster.put(
          "certificate-authority-data", Base64.getEncoder().encodeToString(FileText.read(file)));
    }
    return cluster;
  }

  /** Returns the one provider that client-go still has; tokens are not renewed here. */
  private static String idToken(JsonNode provider) {
    String name = text(provider, "name");
    String token = provider.path("config").path("id-token").asText("");
    if (!name.equals("oidc") || token.isEmpty()) {
      throw new CommandFailure(
          "the auth-provider \"%s\" of the kubeconfig is not supported; use an exec plugin or a token"
              .formatted(name));
    }
    if (hasExpired(token)) {
      throw new CommandFailure(
          "the id-token of the kubeconfig's auth-provider has expired; log in again, or use an exec plugin");
    }
    return token;
  }

  /** Returns what cannot be read is left to the API server to refuse. */
  private static boolean hasExpired(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      long expiry =
          JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp").asLong(Long.MAX_VALUE);
      return expiry <= Instant.now().getEpochSecond();
    } catch (IllegalArgumentException | IOException e) {
      return false;
    }
  }
}
