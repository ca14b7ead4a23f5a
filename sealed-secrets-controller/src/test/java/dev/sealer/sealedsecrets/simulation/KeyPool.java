package dev.sealer.sealedsecrets.simulation;

import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.ReissuedKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.simulation.platform.SimPlatform;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Small sealing keys, made once: making one takes longer than a whole run. They are the same in
 * every JVM.
 */
final class KeyPool {

  private static final int SIZE = 12;
  private static final int BITS = 1024;
  private static final List<SealingKeyPair> PAIRS = pairs();

  private final SecureRandom random;
  private int dealt;

  /** The keys of one run. */
  KeyPool(SimChance chance) {
    this.random = chance.secure("key-pool");
  }

  private static List<SealingKeyPair> pairs() {
    SecureRandom random = new SimChance(1, "keys").secure("pairs");
    NewSealingKey kind = new NewSealingKey(BITS, "", Duration.ofDays(3650));
    List<SealingKeyPair> pairs = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      pairs.add(kind.generate(SimPlatform.start(), random));
    }
    return pairs;
  }

  /** Returns the next key, valid from {@code from}. */
  SealingKeyPair deal(Instant from) {
    // A run that makes more keys than this has found a fault anyway.
    SealingKeyPair next = PAIRS.get(dealt++ % SIZE);
    return ReissuedKey.validFrom(from, next, random);
  }
}
