package dev.sealer.sync.render;

/** A build did not come to an end, for a reason outside the manifests; it may work another time. */
public final class BuildTroubleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one line for the user. */
  public BuildTroubleException(String message) {
    super(message);
  }
}
