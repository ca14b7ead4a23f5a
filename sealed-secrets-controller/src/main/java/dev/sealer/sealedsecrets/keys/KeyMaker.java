package dev.sealer.sealedsecrets.keys;

import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import java.security.SecureRandom;
import java.time.Instant;

/** Makes sealing keys: RSA keys in production, keys dealt from a pool in simulations. */
@FunctionalInterface
public interface KeyMaker {

  /**
   * Makes a key pair. May take seconds.
   *
   * @param wanted size, subject and validity
   * @param from when the certificate becomes valid
   */
  SealingKeyPair make(NewSealingKey wanted, Instant from);

  /** Returns a maker that generates RSA keys with {@code random}. */
  static KeyMaker rsa(SecureRandom random) {
    return (wanted, from) -> wanted.generate(from, random);
  }
}
