package dev.sealer.kube.login;

/**
 * Says why a login program gave no credential. The message holds nothing that the program printed.
 */
public final class LoginException extends Exception {
  private static final long serialVersionUID = 1L;

  LoginException(String message) {
    super("getting credentials: " + message);
  }

  LoginException(String message, Throwable cause) {
    super("getting credentials: " + message, cause);
  }
}
