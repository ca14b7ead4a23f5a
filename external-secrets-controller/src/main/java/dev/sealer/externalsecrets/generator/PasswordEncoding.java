package dev.sealer.externalsecrets.generator;

import dev.sealer.gocompat.GoBase32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** {@code spec.encoding} of a Password, with Go's alphabets and padding. */
enum PasswordEncoding {
  /** As it is. */
  RAW("raw"),
  /** Standard alphabet, padded. */
  BASE64("base64"),
  /** URL alphabet, padded. */
  BASE64_URL("base64url"),
  /** Standard alphabet of RFC 4648, padded. */
  BASE32("base32"),
  /** Lowercase digits. */
  HEX("hex");

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HIGH = 4;
  private static final int LOW = 0x0f;

  private final String wire;

  PasswordEncoding(String wire) {
    this.wire = wire;
  }

  /** Returns the encoding of this name, {@link #RAW} for an empty one; empty if there is none. */
  static Optional<PasswordEncoding> named(String name) {
    return name.isEmpty()
        ? Optional.of(RAW)
        : Arrays.stream(values()).filter(it -> it.wire.equals(name)).findFirst();
  }

  /** Returns {@code bytes} encoded, in an array of its own. The caller must wipe both. */
  byte[] encode(byte[] bytes) {
    return switch (this) {
      case RAW -> bytes.clone();
      case BASE64 -> Base64.getEncoder().encode(bytes);
      case BASE64_URL -> Base64.getUrlEncoder().encode(bytes);
      case BASE32 -> GoBase32.encode(bytes).getBytes(StandardCharsets.US_ASCII);
      case HEX -> hex(bytes);
    };
  }

  private static byte[] hex(byte[] bytes) {
    byte[] text = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      text[2 * i] = DIGITS[(bytes[i] >> HIGH) & LOW];
      text[2 * i + 1] = DIGITS[bytes[i] & LOW];
    }
    return text;
  }
}
