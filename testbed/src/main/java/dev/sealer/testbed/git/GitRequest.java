package dev.sealer.testbed.git;

/**
 * A request that the server got.
 *
 * @param repository the repository's name
 * @param kind what was asked for
 * @param user who asked; empty without credentials
 * @param status the HTTP status it was answered with; 0 when it got no answer
 */
public record GitRequest(String repository, Kind kind, String user, int status) {
  /** The kinds of requests. A poll of protocol version 2 is CAPABILITIES, then LS_REFS. */
  public enum Kind {
    /** The first request of a fetch; under protocol version 0 it lists the refs too. */
    CAPABILITIES,
    /** The list of refs. */
    LS_REFS,
    /** Objects. */
    FETCH,
    /** The first request or the body of a push. */
    PUSH,
    /** Anything else, such as the old protocol of plain files. */
    OTHER
  }
}
