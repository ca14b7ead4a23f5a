package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitProxy;
import dev.sealer.git.TlsClientCertificate;
import dev.sealer.secret.SecretBytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One Secret of a repository, or of all repositories below a URL, with Argo CD's keys. */
final class RepositorySecret {

  /** Keys that a repository may need and that Sealer cannot use, with what to do instead. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "sshPrivateKey",
          "githubAppPrivateKey",
          "gcpServiceAccountKey",
          "azureServicePrincipalClientSecret");

  private final JsonNode data;
  private final boolean template;

  /**
   * Wraps a Secret.
   *
   * @param template whether it is for all repositories below its URL
   */
  RepositorySecret(JsonNode secret, boolean template) {
    this.data = secret.path("data");
    this.template = template;
  }

  String url() {
    return text("url");
  }

  String project() {
    return text("project");
  }

  boolean isTemplate() {
    return template;
  }

  /** Returns whether the Secret says who we are, in a form that Sealer supports or not. */
  boolean hasCredentials() {
    return has("username")
        || has("password")
        || has("bearerToken")
        || has("tlsClientCertData")
        || unsupported().isPresent();
  }

  /** Returns the first key with a credential that Sealer cannot use. */
  Optional<String> unsupported() {
    return UNSUPPORTED.stream()
        .filter(this::has)
        .findFirst()
        .or(() ->
            isOn("useAzureWorkloadIdentity")
                ? Optional.of("useAzureWorkloadIdentity")
                : Optional.empty());
  }

  /**
   * Returns the credential: as Argo CD, a forced password before a token before a password.
   *
   * @return a credential that the caller must close
   */
  Optional<GitCredential> credential() {
    boolean atOnce = isOn("forceHttpBasicAuth");
    if (has("password") && atOnce) {
      return Optional.of(password().atOnce());
    }
    if (has("bearerToken")) {
      return Optional.of(GitCredential.bearer(secret("bearerToken")));
    }
    return has("password") ? Optional.of(password()) : Optional.empty();
  }

  private GitCredential password() {
    String username = text("username");
    return new GitCredential(username.isEmpty() ? "git" : username, secret("password"));
  }

  /**
   * Returns the client certificate.
   *
   * @throws IllegalArgumentException with a reason that quotes nothing of it
   */
  Optional<TlsClientCertificate> client() {
    if (!has("tlsClientCertData") && !has("tlsClientCertKey")) {
      return Optional.empty();
    }
    byte[] key = bytes("tlsClientCertKey");
    try {
      return Optional.of(TlsMaterial.client(bytes("tlsClientCertData"), key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Returns the proxy.
   *
   * @throws IllegalArgumentException with a reason that quotes nothing of it
   */
  Optional<GitProxy> proxy() {
    String url = text("proxy");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(GitProxy.parse(url, text("noProxy")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("proxy in its Secret: " + e.getMessage(), e);
    }
  }

  boolean isUnverified() {
    return isOn("insecure");
  }

  /** Returns the path that a template is for; empty for the whole host. */
  String pathPrefix() {
    String path = URI.create(url()).getPath();
    return template && path != null ? path : "";
  }

  private boolean isOn(String field) {
    return text(field).equals("true");
  }

  private boolean has(String field) {
    return !data.path(field).asText().isEmpty();
  }

  private SecretBytes secret(String field) {
    return SecretBytes.takeOver(bytes(field));
  }

  private byte[] bytes(String field) {
    return Base64.getDecoder().decode(data.path(field).asText());
  }

  /** Returns a field that is not secret. */
  private String text(String field) {
    return new String(bytes(field), StandardCharsets.UTF_8).strip();
  }
}
