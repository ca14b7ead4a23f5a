package dev.sealer.git;

import dev.sealer.secret.SecretBytes;

/** A user name with a password or an access token, for HTTP. Close it to wipe the password. */
public final class GitCredential implements AutoCloseable {

  private final String username;
  private final SecretBytes password;

  /**
   * Takes {@code password} over and wipes it on close.
   *
   * @param username what the server expects; many servers accept any name with a token
   * @param password UTF-8
   */
  public GitCredential(String username, SecretBytes password) {
    this.username = username;
    this.password = password;
  }

  /** The user's name, not a secret. */
  public String username() {
    return username;
  }

  /** The password or token; valid until {@link #close}. */
  public SecretBytes password() {
    return password;
  }

  @Override
  public void close() {
    password.close();
  }
}
