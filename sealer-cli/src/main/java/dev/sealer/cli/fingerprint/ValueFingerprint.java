package dev.sealer.cli.fingerprint;

import java.security.MessageDigest;
import java.util.HexFormat;

/** A keyed fingerprint of a value. It means something only to the user whose key made it. */
public final class ValueFingerprint {
  private static final int SHOWN_BYTES = 6;

  private final byte[] bytes;

  ValueFingerprint(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns whether both are of the same value. */
  public boolean matches(ValueFingerprint other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** A short form for people: 12 hexadecimal digits. */
  public String shown() {
    return HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES);
  }
}
