package dev.sealer.kube.platform;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Makes random numbers. Each purpose has a sequence of its own, so that one more draw for one
 * purpose changes no other in a simulation.
 */
public interface Chance {

  /** Returns the generator of {@code purpose}. Safe for use by several threads; not secure. */
  RandomGenerator of(String purpose);

  /** Returns a cryptographically strong generator in production; a seeded one in simulations. */
  SecureRandom secure(String purpose);
}
