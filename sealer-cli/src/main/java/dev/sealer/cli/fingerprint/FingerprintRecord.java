package dev.sealer.cli.fingerprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The stored record of one sealed value: 128 bytes, four fields of 32: the item's fingerprint, the
 * sealing key's (public), the value's, and a seal over the three under the user's key.
 */
final class FingerprintRecord {
  static final int BYTES = 128;

  private static final int FIELD = 32;

  private final byte[] bytes;

  private FingerprintRecord(byte[] bytes) {
    this.bytes = bytes;
  }

  static FingerprintRecord of(FingerprintHmac key, byte[] item, byte[] sealingKey, byte[] value) {
    byte[] seal = key.seal(List.of(item, sealingKey, value));
    return new FingerprintRecord(
        ByteBuffer.allocate(BYTES).put(item).put(sealingKey).put(value).put(seal).array());
  }

  /** Returns a record as it was stored; {@link #isGenuine} says whether to believe it. */
  static FingerprintRecord stored(byte[] file, int at) {
    return new FingerprintRecord(Arrays.copyOfRange(file, at, at + BYTES));
  }

  boolean isGenuine(FingerprintHmac key) {
    byte[] seal = key.seal(List.of(field(0), field(1), field(2)));
    return MessageDigest.isEqual(seal, field(3));
  }

  /** Returns the item's fingerprint, to find the record by. */
  ByteBuffer item() {
    return ByteBuffer.wrap(bytes, 0, FIELD).slice();
  }

  boolean isOfSealingKey(byte[] sealingKey) {
    return Arrays.equals(field(1), sealingKey);
  }

  byte[] value() {
    return field(2);
  }

  byte[] toBytes() {
    return bytes.clone();
  }

  private byte[] field(int index) {
    return Arrays.copyOfRange(bytes, index * FIELD, (index + 1) * FIELD);
  }

  /** Returns the 32 bytes inside a fingerprint such as {@code SHA256:…}; short ones are padded. */
  static byte[] sealingKeyField(String fingerprint) {
    byte[] ascii = fingerprint.getBytes(StandardCharsets.US_ASCII);
    byte[] field = new byte[FIELD];
    int from = Math.max(0, ascii.length - FIELD);
    System.arraycopy(ascii, from, field, 0, ascii.length - from);
    return field;
  }
}
