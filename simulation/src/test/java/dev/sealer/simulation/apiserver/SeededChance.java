package dev.sealer.simulation.apiserver;

import dev.sealer.kube.platform.Chance;
import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Random numbers that one seed decides. */
record SeededChance(long seed) implements Chance {

  static SeededChance of(long seed) {
    return new SeededChance(seed);
  }

  @Override
  public RandomGenerator of(String purpose) {
    return new Random(seed * 31 + purpose.hashCode());
  }

  @Override
  public SecureRandom secure(String purpose) {
    throw new UnsupportedOperationException("the server needs no secrets");
  }
}
