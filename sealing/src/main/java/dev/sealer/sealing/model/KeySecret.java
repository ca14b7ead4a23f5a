package dev.sealer.sealing.model;

import dev.sealer.sealing.keys.SealingKeyPair;
import java.time.Instant;
import java.util.Optional;

/** A Secret with a sealing key: usable, or malformed with the reason. */
public sealed interface KeySecret {

  /** The label that makes a Secret a sealing key. Its value is the status of the key. */
  String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";

  /** The status of a key that controllers load. */
  String ACTIVE = "active";

  /** The status of a key that is being restored. No controller loads it yet. */
  String RESTORING = "restoring";

  /**
   * The metadata of a key Secret.
   *
   * @param name of the Secret
   * @param uid of the Secret; empty if it is not in a cluster
   * @param created when the Secret was created; {@link Instant#EPOCH} if unknown
   * @param status value of {@link KeySecret#LABEL}; empty without the label
   * @param immutable whether the Secret cannot be changed
   */
  record Head(String name, String uid, Instant created, String status, boolean immutable) {}

  /** A key that can seal and unseal. */
  record Usable(Head head, SealingKeyPair pair) implements KeySecret {

    /** Makes an active key. */
    public static Usable active(String name, Instant created, SealingKeyPair pair) {
      return new Usable(new Head(name, "", created, ACTIVE, false), pair);
    }
  }

  /**
   * A key Secret without a usable key.
   *
   * @param problem one line without any key material
   */
  record Malformed(Head head, String problem) implements KeySecret {

    /** Makes one with the active label. */
    public static Malformed active(String name, String uid, String problem) {
      return new Malformed(new Head(name, uid, Instant.EPOCH, ACTIVE, false), problem);
    }
  }

  /** Returns the Secret's metadata. */
  Head head();

  /** Returns the Secret's name. */
  default String name() {
    return head().name();
  }

  /** Returns the Secret's uid; empty if it is not in a cluster. */
  default String uid() {
    return head().uid();
  }

  /** Returns when the Secret was created; {@link Instant#EPOCH} if unknown. */
  default Instant created() {
    return head().created();
  }

  /** Returns the status, which is empty for a key that is known by its name alone. */
  default String status() {
    return head().status();
  }

  /** Returns the key; empty if the Secret is malformed. */
  default Optional<SealingKeyPair> usablePair() {
    return this instanceof Usable usable ? Optional.of(usable.pair()) : Optional.empty();
  }

  /** Returns why the Secret is malformed; empty if it is usable. */
  default String problem() {
    return "";
  }

  /** Returns the key as controllers see a legacy key: known by its name, whatever its label. */
  default KeySecret asLegacy() {
    Head head = new Head(name(), head().uid(), head().created(), "", head().immutable());
    return switch (this) {
      case Usable(Head _, SealingKeyPair pair) -> new Usable(head, pair);
      case Malformed(Head _, String problem) -> new Malformed(head, problem);
    };
  }

  /** Returns whether controllers load the key. */
  default boolean isLoaded() {
    return this instanceof Usable && isLoadedStatus(status());
  }

  /** Returns whether controllers load a key of this status. */
  static boolean isLoadedStatus(String status) {
    return status.isEmpty() || status.equals(ACTIVE);
  }
}
