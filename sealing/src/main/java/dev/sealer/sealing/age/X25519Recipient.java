package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** A native age recipient: {@code age1…}. */
public final class X25519Recipient implements AgeRecipient {

  static final String STANZA_TYPE = "X25519";
  private static final String PREFIX = "age";
  private static final byte[] INFO =
      "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

  private final byte[] point;

  X25519Recipient(byte[] point) {
    this.point = point.clone();
  }

  /**
   * Reads {@code age1…}.
   *
   * @throws IllegalArgumentException says what is wrong with the text
   */
  public static X25519Recipient parse(String text) {
    Bech32 decoded = Bech32.decode(text.strip());
    if (!decoded.prefix().equals(PREFIX) || decoded.data().length != X25519.POINT_SIZE) {
      throw new IllegalArgumentException("it is not an age X25519 recipient (age1…)");
    }
    return new X25519Recipient(decoded.data());
  }

  @Override
  public Stanza wrap(SecretBytes fileKey, SecureRandom random) {
    byte[] ephemeral = new byte[X25519.SCALAR_SIZE];
    X25519.generatePrivateKey(random, ephemeral);
    byte[] share = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(ephemeral, 0, share, 0);
    byte[] key = wrappingKey(ephemeral, point, share, point);
    try {
      return new Stanza(
          STANZA_TYPE, List.of(AgeHeader.base64(share)), AgePrimitives.wrap(key, fileKey));
    } finally {
      Arrays.fill(ephemeral, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Returns the key both sides derive.
   *
   * @throws IllegalArgumentException when {@code theirs} is a point of low order, which would make
   *     the key predictable
   */
  static byte[] wrappingKey(byte[] secret, byte[] theirs, byte[] share, byte[] recipient) {
    byte[] shared = new byte[X25519.POINT_SIZE];
    if (!X25519.calculateAgreement(secret, 0, theirs, 0, shared, 0)) {
      throw new IllegalArgumentException("the key agreement has a low-order point");
    }
    byte[] salt = ByteBuffer.allocate(2 * X25519.POINT_SIZE).put(share).put(recipient).array();
    byte[] key = AgePrimitives.hkdf(shared, salt, INFO);
    Arrays.fill(shared, (byte) 0);
    return key;
  }

  byte[] point() {
    return point.clone();
  }

  /** Returns the form that people exchange, {@code age1…}. */
  @Override
  public String toString() {
    return new Bech32(PREFIX, point).encode();
  }
}
