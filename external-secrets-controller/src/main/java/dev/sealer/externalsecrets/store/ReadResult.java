package dev.sealer.externalsecrets.store;

import dev.sealer.secret.SecretBytes;

/** A store's answer to one {@link SecretRead}. */
public sealed interface ReadResult {

  /**
   * The value.
   *
   * @param value the value; the caller must close it
   * @param version the provider's version of it; empty if it has none
   */
  record Found(SecretBytes value, String version) implements ReadResult {}

  /** The provider says that there is no such secret. Only this answer may lead to a deletion. */
  record NotFound() implements ReadResult {}

  /** Anything that leaves open whether the secret exists. It never changes the target. */
  sealed interface Failure extends ReadResult {
    /**
     * Returns what happened, safe to show in a status: no secret value, no request ID, and the same
     * text for the same cause.
     */
    String cause();
  }

  /** The provider knows us and refuses, or does not know us. */
  record Denied(String cause) implements Failure {}

  /** The provider asks for fewer calls. */
  record Throttled(String cause) implements Failure {}

  /** The provider did not answer, or not in a usable way. */
  record Unavailable(String cause) implements Failure {}

  /** The request itself is wrong, such as a version that cannot be one. */
  record Refused(String cause) implements Failure {}
}
