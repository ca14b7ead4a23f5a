package dev.sealer.externalsecrets.provider;

/** A credential cannot be read. */
public final class MissingCredentialException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * Says which one and why.
   *
   * @param message safe to show in a status, also to users of a ClusterSecretStore
   */
  public MissingCredentialException(String message) {
    super(message);
    this.problem = message;
  }

  /** Returns which one and why. */
  @Override
  public String getMessage() {
    return problem;
  }
}
