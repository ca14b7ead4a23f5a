package dev.sealer.externalsecrets.provider;

import dev.sealer.secret.SecretBytes;

/**
 * Reads the needs of one store again, for sessions that renew their login. Safe for use by several
 * threads; a store may keep it until it is closed.
 */
public interface CredentialSource {

  /** Returns the namespace in which needs are read that name none; empty if there are none. */
  String referentNamespace();

  /**
   * Reads a need from the API server.
   *
   * @return the value; the caller must close it
   * @throws MissingCredentialException if it cannot be read
   */
  SecretBytes read(CredentialNeed need) throws MissingCredentialException;
}
