package dev.sealer.git.jgit;

import dev.sealer.git.GitCredential;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.secret.SecretTransport;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Gives a repository's credential to that repository's host only, never to where it redirects. */
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
    if (!authorityOf(uri).equals(url.authority()) || !isSafe(uri)) {
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
