package dev.sealer.template.sprig.crypto;

import dev.sealer.template.context.Budget;
import dev.sealer.template.context.CallContext;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * A rendering's randomness that looks at the deadline whenever it is asked. The search for a prime
 * asks for every candidate and every test of one, so that a limit ends it midway.
 */
final class InterruptibleRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  InterruptibleRandom(CallContext context) {
    super(new Source(context.random(), context.budget()), null);
  }

  private static final class Source extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;

    private final transient SecureRandom random;
    private final transient Budget budget;

    Source(SecureRandom random, Budget budget) {
      this.random = random;
      this.budget = budget;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      random.setSeed(seed);
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      budget.expensive(0);
      random.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return random.generateSeed(count);
    }
  }
}
