package dev.sealer.git.jgit;

import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredential.Scheme;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.secret.SecretBytes;
import dev.sealer.secret.SecretTransport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Gives a repository's credential to that repository's host and path only, never to where it
 * redirects.
 */
final class HostBoundCredentials extends CredentialsProvider {

  private final RepositoryUrl url;
  private final GitCredential credential;
  private final boolean withoutTls;

  /**
   * Gives a credential.
   *
   * @param withoutTls also over plain HTTP to other machines
   */
  HostBoundCredentials(RepositoryUrl url, GitCredential credential, boolean withoutTls) {
    this.url = url;
    this.credential = credential;
    this.withoutTls = withoutTls;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    return Arrays.stream(items).allMatch(HostBoundCredentials::known);
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (credential.scheme() == Scheme.BEARER || !isFor(uri)) {
      return false;
    }
    for (CredentialItem item : items) {
      switch (item) {
        case CredentialItem.Username name -> name.setValue(credential.username());
        case CredentialItem.Password password -> fill(password);
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the header of a request that the server need not ask for, if there is one. */
  Optional<String> headerFor(URIish request) {
    if (credential.scheme() == Scheme.PASSWORD || !isFor(request)) {
      return Optional.empty();
    }
    return Optional.of(
        credential.scheme() == Scheme.BEARER
            ? "Bearer " + token(credential.password())
            : basic(credential));
  }

  /** Returns the value of a header for HTTP basic authentication, which Java has as a string. */
  static String basic(GitCredential credential) {
    return credential
        .password()
        .reveal(bytes -> {
          ByteArrayOutputStream pair = new ByteArrayOutputStream();
          pair.writeBytes((credential.username() + ":").getBytes(StandardCharsets.UTF_8));
          pair.writeBytes(bytes);
          return "Basic " + Base64.getEncoder().encodeToString(pair.toByteArray());
        });
  }

  private static String token(SecretBytes secret) {
    return secret.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)).strip();
  }

  private boolean isFor(URIish uri) {
    return authorityOf(uri).equals(url.authority()) && isSafe(uri) && isBelow(uri);
  }

  private boolean isBelow(URIish uri) {
    if (credential.pathPrefix().isEmpty()) {
      return true;
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    boolean plain =
        Arrays.stream(path.split("/", -1)).noneMatch(part -> part.equals(".") || part.equals(".."));
    return plain && (isBelow(path, credential.pathPrefix()) || isBelow(path, url.path()));
  }

  private static boolean isBelow(String path, String parent) {
    String folder = parent;
    while (folder.endsWith("/")) {
      folder = folder.substring(0, folder.length() - 1);
    }
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  private void fill(CredentialItem.Password password) {
    credential
        .password()
        .reveal(bytes -> {
          CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
          char[] exact = Arrays.copyOf(decoded.array(), decoded.limit());
          Arrays.fill(decoded.array(), '\0');
          password.setValueNoCopy(exact);
          return true;
        });
  }

  private static boolean known(CredentialItem item) {
    return item instanceof CredentialItem.Username || item instanceof CredentialItem.Password;
  }

  private boolean isSafe(URIish uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    String host = uri.getHost() == null ? "" : uri.getHost();
    return withoutTls || SecretTransport.isSafe(scheme, host);
  }

  private static String authorityOf(URIish uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }
}
