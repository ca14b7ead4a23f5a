package dev.sealer.git;

import dev.sealer.secret.SecretBytes;

/** A password or a token for HTTP, and how and where it is sent. Close it to wipe the secret. */
public final class GitCredential implements AutoCloseable {

  /** The form in which a credential is sent. */
  public enum Scheme {
    /** A user name and a password, once the server asks for them. */
    PASSWORD,
    /**
     * A user name and a password in the first request, for servers that ask for something else or
     * never ask.
     */
    PASSWORD_AT_ONCE,
    /** A bearer token, in every request. */
    BEARER
  }

  private final Scheme scheme;
  private final String username;
  private final SecretBytes password;
  private final String pathPrefix;

  /**
   * Takes {@code password} over and wipes it on close. It may be sent to every path of the host.
   *
   * @param username what the server expects; many servers accept any name with a token
   * @param password UTF-8
   */
  public GitCredential(String username, SecretBytes password) {
    this(Scheme.PASSWORD, username, password, "");
  }

  private GitCredential(Scheme scheme, String username, SecretBytes password, String pathPrefix) {
    this.scheme = scheme;
    this.username = username;
    this.password = password;
    this.pathPrefix = pathPrefix;
  }

  /** Takes a bearer token over and wipes it on close. */
  public static GitCredential bearer(SecretBytes token) {
    return new GitCredential(Scheme.BEARER, "", token, "");
  }

  /** Returns this credential, sent in the first request. It shares the secret with this one. */
  public GitCredential atOnce() {
    return new GitCredential(Scheme.PASSWORD_AT_ONCE, username, password, pathPrefix);
  }

  /**
   * Returns this credential for one part of its host only. It shares the secret with this one.
   *
   * @param prefix a path; it ends where a segment ends. Empty for the whole host
   */
  public GitCredential below(String prefix) {
    return new GitCredential(scheme, username, password, prefix);
  }

  /** The form in which the credential is sent. */
  public Scheme scheme() {
    return scheme;
  }

  /** The user's name, not a secret; empty for a token. */
  public String username() {
    return username;
  }

  /** The password or token; valid until {@link #close}. */
  public SecretBytes password() {
    return password;
  }

  /** The path that requests must be below; empty for the whole host. */
  public String pathPrefix() {
    return pathPrefix;
  }

  @Override
  public void close() {
    password.close();
  }
}
