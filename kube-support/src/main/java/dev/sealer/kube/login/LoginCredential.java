package dev.sealer.kube.login;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The output of a login program: a token, a client certificate with its key, or both. */
public final class LoginCredential {
  private final String token;
  private final String certificate;
  private final String key;
  private final @Nullable Instant expiry;

  LoginCredential(String token, String certificate, String key, @Nullable Instant expiry) {
    this.token = token;
    this.certificate = certificate;
    this.key = key;
    this.expiry = expiry;
  }

  /** The bearer token; empty if there is none. */
  public String token() {
    return token;
  }

  /** The client certificate as PEM; empty if there is none. */
  public String certificate() {
    return certificate;
  }

  /** The certificate's private key as PEM; empty if there is none. */
  public String key() {
    return key;
  }

  /** Returns when it expires; empty if the program does not say. */
  public Optional<Instant> expiry() {
    return Optional.ofNullable(expiry);
  }

  /** Says that a credential is here, and nothing of it. */
  @Override
  public String toString() {
    return "LoginCredential[redacted]";
  }
}
