package dev.sealer.git;

import java.util.Optional;

/** The credential, TLS settings and proxy of one repository. Close it to wipe its secrets. */
public final class GitAccess implements AutoCloseable {

  private final Optional<GitCredential> credential;
  private final GitTls tls;
  private final Optional<GitProxy> proxy;

  /** Takes the secrets over. */
  public GitAccess(Optional<GitCredential> credential, GitTls tls, Optional<GitProxy> proxy) {
    this.credential = credential;
    this.tls = tls;
    this.proxy = proxy;
  }

  /** Returns access without a credential, with the authorities of the Java runtime. */
  public static GitAccess anonymous() {
    return new GitAccess(Optional.empty(), GitTls.standard(), Optional.empty());
  }

  /** Returns access with a credential, with the authorities of the Java runtime. */
  public static GitAccess with(GitCredential credential) {
    return new GitAccess(Optional.of(credential), GitTls.standard(), Optional.empty());
  }

  /** The credential; empty for a public repository. */
  public Optional<GitCredential> credential() {
    return credential;
  }

  /** The TLS settings. */
  public GitTls tls() {
    return tls;
  }

  /** The proxy of this repository; empty for the process's own setting. */
  public Optional<GitProxy> proxy() {
    return proxy;
  }

  @Override
  public void close() {
    credential.ifPresent(GitCredential::close);
  }
}
