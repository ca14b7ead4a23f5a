package dev.sealer.git;

import dev.sealer.secret.SecretTransport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is. Two URLs that differ only in the case of the host, a trailing slash or
 * {@code .git} are equal and share one poll and one copy on disk.
 */
public final class RepositoryUrl {

  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  private final URI uri;
  private final String key;

  private RepositoryUrl(URI uri) {
    this.uri = uri;
    this.key = keyOf(uri);
  }

  /**
   * Reads an {@code http:}, {@code https:} or {@code file:} URL.
   *
   * @throws GitException with {@link GitFailure.UnusableUrl} for anything else
   */
  public static RepositoryUrl parse(String text) {
    String trimmed = text.strip();
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException e) {
      // The text may hold a password anywhere, so only its length and the reason are shown.
      throw unusable(shown(trimmed), "it is not a URL (an SSH address needs https for now)");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw unusable(shown(trimmed), "only https, http and file are supported");
    }
    if (!scheme.equals("file") && uri.getHost() == null) {
      throw unusable(shown(trimmed), "it names no host");
    }
    if (uri.getPath() == null || uri.getPath().isEmpty()) {
      throw unusable(shown(trimmed), "it names no repository");
    }
    if (leadsElsewhere(uri)) {
      throw unusable(
          shown(trimmed), "its path holds \".\", \"..\" or an encoded slash; write the plain path");
    }
    refuseEnd(uri, trimmed);
    return new RepositoryUrl(uri);
  }

  private static void refuseEnd(URI uri, String text) {
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      // They could hold a token, and would tell the URL from the same one that a project denies.
      throw unusable(
          shown(text.split("[?#]", 2)[0]),
          "it goes on after the path with a query or a fragment; write the URL without them");
    }
  }

  /** Rules about URLs compare text: a path that a server would read in another way is refused. */
  private static boolean leadsElsewhere(URI uri) {
    String raw = uri.getRawPath().toLowerCase(Locale.ROOT);
    return raw.contains("%2f")
        || raw.contains("%5c")
        || Arrays.stream(uri.getPath().split("/", -1))
            .anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  /** The URL to speak to, with credentials if the text had them: for the Git library only. */
  public String connectable() {
    return uri.toString();
  }

  /** The URL without credentials, for messages and logs. */
  public String shown() {
    return shown(uri.toString());
  }

  /** Returns a key that is equal for equal repositories; contains no credentials. */
  public String key() {
    return key;
  }

  /** Returns whether this is a repository on this machine's disk. */
  public boolean isFile() {
    return "file".equalsIgnoreCase(uri.getScheme());
  }

  /** Tells whether the repository is read over TLS. */
  public boolean isHttps() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Tells whether the URL itself holds a user name or a password. */
  public boolean holdsCredentials() {
    return uri.getRawUserInfo() != null;
  }

  /** Tells whether credentials may be sent to this URL. */
  public boolean isSafeForCredentials() {
    return isFile()
        || SecretTransport.isSafe(uri.getScheme(), Objects.requireNonNull(uri.getHost()));
  }

  /** Host, and port if given; empty for a file. */
  public String authority() {
    return uri.getPort() < 0 ? host() : host() + ":" + uri.getPort();
  }

  /** Host in lower case; empty for a file. */
  public String host() {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }

  /** The path, decoded. */
  public String path() {
    return uri.getPath();
  }

  /**
   * Tells whether a request goes to the server of this URL, under the same scheme or from HTTP to
   * HTTPS.
   *
   * @param port -1 for that of the scheme
   */
  public boolean isSameServer(String scheme, String host, int port) {
    boolean same = scheme.equalsIgnoreCase(uri.getScheme());
    boolean safer = scheme.equalsIgnoreCase("https") && "http".equalsIgnoreCase(uri.getScheme());
    return host.equalsIgnoreCase(uri.getHost())
        && ((same && port(scheme, port) == port(scheme, uri.getPort()))
            || (safer && port < 0 && uri.getPort() < 0));
  }

  private static int port(String scheme, int port) {
    return port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RepositoryUrl that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** The URL without credentials. */
  @Override
  public String toString() {
    return shown();
  }

  private static String keyOf(URI uri) {
    String path = uri.getPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.endsWith(".git") && path.length() > 4) {
      path = path.substring(0, path.length() - 4);
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port + path;
  }

  /** A URL as a user wrote it, without credentials. */
  public static String shown(String text) {
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return text;
    }
    return (scheme < 0 ? "" : text.substring(0, scheme + 3)) + text.substring(at + 1);
  }

  private static GitException unusable(String shown, String reason) {
    return new GitException(new GitFailure.UnusableUrl(shown, reason));
  }
}
