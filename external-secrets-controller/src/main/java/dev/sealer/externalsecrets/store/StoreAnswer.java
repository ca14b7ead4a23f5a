package dev.sealer.externalsecrets.store;

import dev.sealer.secret.SecretBytes;
import java.util.List;

/** A store's answer to one {@link StoreQuery}. */
public sealed interface StoreAnswer {

  /**
   * The value.
   *
   * @param value the value; the caller must close it
   * @param version the provider's version of it; empty if it has none
   */
  record Found(SecretBytes value, String version) implements StoreAnswer {}

  /**
   * The secrets that a search found.
   *
   * @param keys the provider's names of them, sorted
   */
  record Listed(List<String> keys) implements StoreAnswer {
    /** Sorts the names. */
    public Listed {
      keys = keys.stream().sorted().toList();
    }
  }

  /** The provider says that the secret does not exist. Only this answer may lead to a deletion. */
  record NotFound() implements StoreAnswer {}

  /**
   * Anything that leaves open whether the secret exists. It never changes the target.
   *
   * @param kind what can be done about it
   * @param cause what happened, safe to show in a status: no secret value, no request ID, and the
   *     same text for the same cause
   */
  record Failure(Kind kind, String cause) implements StoreAnswer {

    /** The kind of a failure. */
    public enum Kind {
      /** The provider knows us and refuses, or does not know us. */
      DENIED,
      /** The provider asks for fewer calls. */
      THROTTLED,
      /** The provider did not answer, or not in a usable way. */
      UNAVAILABLE,
      /** The request itself is wrong, such as a version that cannot be one. */
      REFUSED
    }

    /** Returns a failure of kind {@link Kind#DENIED}. */
    public static Failure denied(String cause) {
      return new Failure(Kind.DENIED, cause);
    }

    /** Returns a failure of kind {@link Kind#THROTTLED}. */
    public static Failure throttled(String cause) {
      return new Failure(Kind.THROTTLED, cause);
    }

    /** Returns a failure of kind {@link Kind#UNAVAILABLE}. */
    public static Failure unavailable(String cause) {
      return new Failure(Kind.UNAVAILABLE, cause);
    }

    /** Returns a failure of kind {@link Kind#REFUSED}. */
    public static Failure refused(String cause) {
      return new Failure(Kind.REFUSED, cause);
    }

    @Override
    public boolean isSilence() {
      return switch (kind) {
        case THROTTLED, UNAVAILABLE -> true;
        case DENIED, REFUSED -> false;
      };
    }
  }

  /** Returns whether the store itself did not answer, so that another time it may. */
  default boolean isSilence() {
    return false;
  }

  /** Returns whether it is a failure of {@code kind}. */
  default boolean is(Failure.Kind kind) {
    return this instanceof Failure failure && failure.kind() == kind;
  }
}
