package dev.sealer.sealing;

import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The checked-in keys that the vectors were sealed with, and other test resources. */
public final class TestKeys {

  public static final SealingKeyPair RSA_1024 = load("rsa1024");
  public static final SealingKeyPair RSA_2048 = load("rsa2048");
  public static final SealingKeyPair RSA_4096 = load("rsa4096");

  private TestKeys() {}

  /** The key a vector names. */
  public static SealingKeyPair named(String name) {
    return name.equals("rsa2048") ? RSA_2048 : RSA_4096;
  }

  /** The bytes of {@code vectors/name}. */
  public static byte[] resource(String name) {
    try (InputStream in = TestKeys.class.getResourceAsStream("/vectors/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource vectors/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of {@code vectors/name}. */
  public static String text(String name) {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  private static SealingKeyPair load(String name) {
    try (SecretBytes key = SecretBytes.takeOver(resource("test-only-" + name + ".key.pem"))) {
      return SealingKeyPair.parse(key, resource("test-only-" + name + ".crt.pem"));
    }
  }
}
