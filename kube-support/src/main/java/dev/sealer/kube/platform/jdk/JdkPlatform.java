package dev.sealer.kube.platform.jdk;

import dev.sealer.kube.platform.Chance;
import dev.sealer.kube.platform.Platform;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Makes the platform that production runs on. */
public final class JdkPlatform {

  private static final Platform STANDARD =
      new Platform(new JdkTime(), new VirtualThreads(), new JdkChance());

  private JdkPlatform() {}

  /** Returns the JDK's clocks, virtual threads and random numbers. */
  public static Platform standard() {
    return STANDARD;
  }

  private static final class JdkChance implements Chance {

    @Override
    public RandomGenerator of(String purpose) {
      // The generator of the calling thread each time: one instance may be shared by several.
      return () -> ThreadLocalRandom.current().nextLong();
    }

    @Override
    public SecureRandom secure(String purpose) {
      return new SecureRandom();
    }
  }
}
