package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What one guess at a passphrase costs.
 *
 * @param memoryKiB memory, 8 KiB for each lane to 4 GiB
 * @param iterations passes over it, 1 to 64
 * @param lanes 1 to 64
 */
public record Argon2Cost(int memoryKiB, int iterations, int lanes) {

  /** RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes; about 0.3 s. */
  public static final Argon2Cost RECOMMENDED = new Argon2Cost(64 * 1024, 3, 4);

  private static final int KEY_LENGTH = 32;

  /**
   * Checks the bounds, so that a hostile file cannot exhaust memory or time.
   *
   * @throws IllegalArgumentException outside them
   */
  public Argon2Cost {
    if (lanes < 1
        || lanes > 64
        || iterations < 1
        || iterations > 64
        || memoryKiB < 8 * lanes
        || memoryKiB > 4 * 1024 * 1024) {
      throw new IllegalArgumentException("the Argon2id cost is outside what is allowed");
    }
  }

  /** Argon2id (version 1.3) of the passphrase: 32 bytes, the caller's to wipe. */
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
