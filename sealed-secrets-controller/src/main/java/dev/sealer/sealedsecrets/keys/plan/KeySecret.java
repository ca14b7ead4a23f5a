package dev.sealer.sealedsecrets.keys.plan;

import dev.sealer.sealing.keys.SealingKeyPair;
import java.time.Instant;

/** A key Secret as read: usable, or set aside with the reason. */
public sealed interface KeySecret {

  /** The Secret's name. */
  String name();

  /**
   * A usable key.
   *
   * @param created the Secret's creation time
   */
  record Usable(String name, Instant created, SealingKeyPair pair) implements KeySecret {}

  /**
   * A Secret with the key label that holds no usable key.
   *
   * @param uid of the Secret
   * @param problem one line without anything of the key
   */
  record Quarantined(String name, String uid, String problem) implements KeySecret {}
}
