package dev.sealer.sealing.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** A native age identity: {@code AGE-SECRET-KEY-1…}. */
public final class X25519Identity implements AgeIdentity {

  private static final String PREFIX = "age-secret-key-";

  private final SecretBytes scalar;
  private final X25519Recipient recipient;

  private X25519Identity(byte[] scalar) {
    byte[] point = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(scalar, 0, point, 0);
    this.recipient = new X25519Recipient(point);
    this.scalar = SecretBytes.takeOver(scalar);
  }

  /** Returns a new identity. */
  public static X25519Identity generate(SecureRandom random) {
    byte[] scalar = new byte[X25519.SCALAR_SIZE];
    random.nextBytes(scalar);
    return new X25519Identity(scalar);
  }

  /**
   * Reads {@code AGE-SECRET-KEY-1…}.
   *
   * @throws IllegalArgumentException says what is wrong, and nothing of the key
   */
  public static X25519Identity parse(SecretBytes text) {
    // Text is how age stores identities; the String lives as long as this call.
    Bech32 decoded = text.reveal(bytes -> Bech32.decode(new String(bytes, US_ASCII).strip()));
    if (!decoded.prefix().equals(PREFIX) || decoded.data().length != X25519.SCALAR_SIZE) {
      throw new IllegalArgumentException("it is not an age identity (AGE-SECRET-KEY-1…)");
    }
    return new X25519Identity(decoded.data());
  }

  /** Whom to encrypt to so that this identity can open it. */
  public X25519Recipient recipient() {
    return recipient;
  }

  /** Returns the form that is stored in a file, {@code AGE-SECRET-KEY-1…}. */
  public SecretBytes export() {
    return scalar.reveal(
        bytes -> SecretBytes.ofUtf8(new Bech32(PREFIX, bytes).encode().toUpperCase(Locale.ROOT)));
  }

  @Override
  public Optional<SecretBytes> unwrap(Stanza stanza) {
    if (!stanza.type().equals(X25519Recipient.STANZA_TYPE)) {
      return Optional.empty();
    }
    if (stanza.arguments().size() != 1) {
      throw new IllegalArgumentException("an X25519 stanza has one argument");
    }
    byte[] share = AgeHeader.unbase64(stanza.arguments().getFirst());
    if (share.length != X25519.POINT_SIZE) {
      throw new IllegalArgumentException("an X25519 share has 32 bytes");
    }
    byte[] key =
        scalar.reveal(
            secret -> X25519Recipient.wrappingKey(secret, share, share, recipient.point()));
    try {
      return AgePrimitives.unwrap(key, stanza.body());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public void close() {
    scalar.close();
  }
}
