package dev.sealer.kube.events;

/**
 * Tells the user of a change, as an Event on the object.
 *
 * <p>Never blocks and never throws: an event may be dropped when the API server is slow or away,
 * and then a metric counts it. Repeating what was said last about an object writes no new event;
 * the count of the one there is raised now and then. Texts go through the redaction guard.
 */
public interface EventRecorder {

  /** The two types the API has. */
  enum Type {
    /** Information. */
    NORMAL("Normal"),
    /** Something wants attention. */
    WARNING("Warning");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    /** The word on the wire. */
    public String wire() {
      return wire;
    }
  }

  /**
   * Records an event.
   *
   * @param about the object
   * @param type for information, or a warning
   * @param reason CamelCase, for programs, 128 characters at most
   * @param message for people, one sentence, cut to 1,024 characters; never holds a secret
   */
  void record(Subject about, Type type, String reason, String message);
}
