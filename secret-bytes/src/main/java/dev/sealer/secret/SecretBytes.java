package dev.sealer.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The only carrier of plaintext.
 *
 * <p>Bytes are copied in, never handed out by reference except for the duration of {@link #reveal},
 * and wiped on {@link #close}. Nothing derived from them shows in {@link #toString}, in {@link
 * #hashCode} or in an exception. Wiping is best effort: a moving collector may have copied the
 * array before.
 *
 * <p>Safe for use by several threads; {@link #close} waits for a running {@link #reveal}.
 */
public final class SecretBytes implements AutoCloseable {

  private static final byte[] WIPED = new byte[0];
  private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

  private byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] owned) {
    this.bytes = owned;
  }

  /**
   * Copies {@code source}, which the caller must wipe.
   *
   * @param source any length, empty included
   */
  public static SecretBytes copyOf(byte[] source) {
    return new SecretBytes(source.clone());
  }

  /**
   * Takes {@code source} as it is, without a copy: the caller must not keep a reference.
   *
   * @param source any length, empty included; wiped by {@link #close}
   */
  public static SecretBytes takeOver(byte[] source) {
    return new SecretBytes(source);
  }

  /** Encodes {@code source} as UTF-8; the caller still wipes its characters. */
  public static SecretBytes ofUtf8(char[] source) {
    byte[] room = new byte[source.length * MAX_UTF8_BYTES_PER_CHAR];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(source), encoded, true);
    SecretBytes secret = new SecretBytes(Arrays.copyOf(room, encoded.position()));
    Arrays.fill(room, (byte) 0);
    return secret;
  }

  /**
   * Encodes text that another library already holds as a {@code String} (an SDK's answer, a parsed
   * manifest) as UTF-8.
   */
  public static SecretBytes ofUtf8(String source) {
    return new SecretBytes(source.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns an independent copy, for a holder with a life of its own. */
  public synchronized SecretBytes copy() {
    return new SecretBytes(open().clone());
  }

  /** Length in bytes. */
  public synchronized int length() {
    return open().length;
  }

  /** Compares in time that depends on the lengths only. */
  public boolean matches(SecretBytes other) {
    byte[] theirs = other.reveal(byte[]::clone);
    try {
      return reveal(ours -> MessageDigest.isEqual(ours, theirs));
    } finally {
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /**
   * Reveals the bytes; the only exit. {@code use} sees the live array and must neither keep nor
   * change it.
   *
   * @return what {@code use} returns
   * @throws IllegalStateException when closed
   */
  public synchronized <T> T reveal(Function<byte[], T> use) {
    return use.apply(open());
  }

  /** Wipes the bytes. Closing twice is harmless; every other method fails afterwards. */
  @Override
  public synchronized void close() {
    Arrays.fill(bytes, (byte) 0);
    bytes = WIPED;
    closed = true;
  }

  /** Says that a secret is here, and nothing of it, not even its length. */
  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }

  private byte[] open() {
    if (closed) {
      throw new IllegalStateException("secret bytes are used after they were closed");
    }
    return bytes;
  }
}
