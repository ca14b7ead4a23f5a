package dev.sealer.kube;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One status condition.
 *
 * @param type for example {@code Ready}
 * @param status the API's three values
 * @param reason CamelCase, for programs
 * @param message for people; never holds a secret
 * @param observedGeneration the {@code metadata.generation} that the condition is about; 0 for none
 * @param lastTransitionTime when {@code status} last changed; {@link Instant#EPOCH} if that is
 *     unknown
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
    /** The condition holds. */
    TRUE("True"),
    /** The condition does not hold. */
    FALSE("False"),
    /** It is unknown whether the condition holds. */
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

  /**
   * Returns a condition as read from an object, about no generation.
   *
   * @param lastTransitionTime RFC 3339; null or anything else is {@link Instant#EPOCH}
   */
  public static Condition read(
      String type,
      String status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String lastTransitionTime) {
    return new Condition(
        type,
        Status.parse(status),
        Objects.requireNonNullElse(reason, ""),
        Objects.requireNonNullElse(message, ""),
        0,
        instant(lastTransitionTime));
  }

  private static Instant instant(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException notATime) {
      return Instant.EPOCH;
    }
  }

  /** Returns this condition about a generation; null for none. */
  public Condition observing(@Nullable Long generation) {
    return new Condition(
        type, status, reason, message, generation == null ? 0 : generation, lastTransitionTime);
  }

  /** Returns whether both say the same, since whatever time. */
  public boolean saysSameAs(Condition other) {
    return type.equals(other.type)
        && status == other.status
        && reason.equals(other.reason)
        && message.equals(other.message)
        && observedGeneration == other.observedGeneration;
  }
}
