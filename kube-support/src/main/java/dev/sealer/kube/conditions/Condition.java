package dev.sealer.kube.conditions;

import java.time.Instant;

/**
 * One status condition.
 *
 * @param type for example {@code Ready}
 * @param status the API's three values
 * @param reason CamelCase, for programs
 * @param message for people; never holds a secret
 * @param observedGeneration the {@code metadata.generation} the statement is about; 0 for none
 * @param lastTransitionTime when {@code status} last flipped
 */
public record Condition(
    String type,
    Status status,
    String reason,
    String message,
    long observedGeneration,
    Instant lastTransitionTime) {

  /** The API's three values. */
  public enum Status {
    /** It is so. */
    TRUE("True"),
    /** It is not so. */
    FALSE("False"),
    /** It cannot be said. */
    UNKNOWN("Unknown");

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    /** The word on the wire. */
    public String wire() {
      return wire;
    }

    /** Reads the word on the wire; anything else is {@link #UNKNOWN}. */
    public static Status parse(String wire) {
      return switch (wire) {
        case "True" -> TRUE;
        case "False" -> FALSE;
        default -> UNKNOWN;
      };
    }
  }

  /** Whether it says the same, whenever it began to. */
  public boolean saysSameAs(Condition other) {
    return type.equals(other.type)
        && status == other.status
        && reason.equals(other.reason)
        && message.equals(other.message)
        && observedGeneration == other.observedGeneration;
  }
}
