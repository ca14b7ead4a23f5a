package dev.sealer.sealing.unseal;

/**
 * An RSA block did not open. There is one message, no cause and no stack, so that nothing tells one
 * failure from another.
 */
public final class UnwrapFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  UnwrapFailedException() {
    super("the RSA block does not open", null, false, false);
  }
}
