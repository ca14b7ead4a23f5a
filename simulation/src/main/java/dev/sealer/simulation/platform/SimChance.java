package dev.sealer.simulation.platform;

import dev.sealer.kube.platform.Chance;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes random numbers that follow from a seed, with one sequence for each purpose: one more draw
 * for one purpose moves no other, so a plan can be made smaller and the rest of the run stays as it
 * was.
 */
public final class SimChance implements Chance {

  private final long seed;
  private final String owner;
  private final Map<String, RandomGenerator> byPurpose = new TreeMap<>();

  /**
   * The sequences of {@code owner}.
   *
   * @param owner for example a process; two owners draw independently
   */
  public SimChance(long seed, String owner) {
    this.seed = seed;
    this.owner = owner;
  }

  /** Continues the sequence where the last draw left it. */
  @Override
  public RandomGenerator of(String purpose) {
    return byPurpose.computeIfAbsent(purpose, p -> new SplittableRandom(start(p)));
  }

  @Override
  public SecureRandom secure(String purpose) {
    return new Seeded(of("secure/" + purpose));
  }

  /** FNV-1a over both names, then mixed with the seed: the same in every JVM. */
  private long start(String purpose) {
    long hash = 0xcbf29ce484222325L;
    String name = owner + "|" + purpose;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return mix(mix(hash) ^ (seed * 0x9e3779b97f4a7c15L));
  }

  /** Spreads every bit: starts that differ little would give sequences that overlap. */
  private static long mix(long value) {
    long half = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    long all = (half ^ (half >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return all ^ (all >>> 33);
  }

  /** Not secure at all, which a simulation needs. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;

    Seeded(RandomGenerator numbers) {
      super(new Numbers(numbers), null);
    }
  }

  private static final class Numbers extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private final transient RandomGenerator numbers;

    Numbers(RandomGenerator numbers) {
      this.numbers = numbers;
    }

    @Override
    protected void engineSetSeed(byte[] more) {
      // The run's own seed decides alone.
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      numbers.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] bytes = new byte[length];
      numbers.nextBytes(bytes);
      return bytes;
    }
  }
}
