package dev.sealer.sync.render;

/** A build did not come to an end, for a reason outside the manifests; it may work another time. */
public final class BuildTroubleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  /** With one line for the user. */
  public BuildTroubleException(String message) {
    this(message, false);
  }

  /**
   * With one line for the user.
   *
   * @param lasting whether the same build, of the same content, would most likely end like this
   */
  BuildTroubleException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  boolean isLasting() {
    return lasting;
  }
}
