package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The cost of one guess at a passphrase. The upper bounds keep a hostile file from exhausting the
 * memory or time of its reader.
 *
 * @param memoryKiB memory, 8 KiB for each lane to 256 MiB
 * @param iterations passes over it, 1 to 16
 * @param lanes 1 to 16
 */
public record Argon2Cost(int memoryKiB, int iterations, int lanes) {

  /** RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes; about 0.3 s. */
  public static final Argon2Cost RECOMMENDED = new Argon2Cost(64 * 1024, 3, 4);

  private static final int KEY_LENGTH = 32;
  private static final int MAX_MEMORY_KIB = 256 * 1024;
  private static final int MAX_ITERATIONS = 16;
  private static final int MAX_LANES = 16;
  private static final int KIB_PER_LANE = 8;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException outside them
   */
  public Argon2Cost {
    if (!within(lanes, 1, MAX_LANES)
        || !within(iterations, 1, MAX_ITERATIONS)
        || !within(memoryKiB, KIB_PER_LANE * lanes, MAX_MEMORY_KIB)) {
      throw new IllegalArgumentException(
          "an Argon2id cost of %d KiB, %d iterations and %d lanes is outside what is allowed"
              .formatted(memoryKiB, iterations, lanes));
    }
  }

  private static boolean within(int value, int least, int most) {
    return value >= least && value <= most;
  }

  /** Argon2id (version 1.3) of the passphrase: 32 bytes, which the caller must wipe. */
  byte[] derive(SecretBytes passphrase, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKiB)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] key = new byte[KEY_LENGTH];
    passphrase.reveal(bytes -> generator.generateBytes(bytes, key));
    return key;
  }
}
