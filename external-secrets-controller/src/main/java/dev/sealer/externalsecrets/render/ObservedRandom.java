package dev.sealer.externalsecrets.render;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** Knows whether a rendering has used randomness. For one thread. */
final class ObservedRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient Source source;

  ObservedRandom(SecureRandom random) {
    this(new Source(random));
  }

  private ObservedRandom(Source source) {
    super(source, null);
    this.source = source;
  }

  boolean wasUsed() {
    return source.used;
  }

  private static final class Source extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;

    private final transient SecureRandom random;
    private transient boolean used;

    Source(SecureRandom random) {
      this.random = random;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      random.setSeed(seed);
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      used = true;
      random.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      used = true;
      return random.generateSeed(count);
    }
  }
}
