package dev.sealer.sync.live;

/** The API server did not answer; the work is tried again later and nothing is concluded. */
public final class ClusterAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one line that says what did not answer. */
  public ClusterAwayException(String message) {
    super(message);
  }
}
