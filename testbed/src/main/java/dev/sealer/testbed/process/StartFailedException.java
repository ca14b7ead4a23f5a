package dev.sealer.testbed.process;

/** A child process did not start, ended early or was not ready in time; carries its log's tail. */
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String logTail;

  /** Names the process, what went wrong, and the last lines it logged. */
  public StartFailedException(String name, String problem, String logTail) {
    super(
        name + ": " + problem + (logTail.isBlank() ? "" : "\nlast lines of its log:\n" + logTail));
    this.logTail = logTail;
  }

  /**
   * Returns whether the log says that another process took the port that was chosen for this one.
   */
  public boolean portTaken() {
    return logTail.contains("address already in use");
  }
}
