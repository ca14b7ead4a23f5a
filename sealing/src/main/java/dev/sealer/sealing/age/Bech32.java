package dev.sealer.sealing.age;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 (BIP 173) without its length limit, as age uses it for recipients and identities.
 *
 * @param prefix the human-readable part, lower case
 * @param data the bytes behind it
 */
@SuppressWarnings("ArrayRecordComponent") // a parse result, never compared
record Bech32(String prefix, byte[] data) {

  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_LENGTH = 6;

  String encode() {
    byte[] values = regroup(data, 8, 5, true);
    int checksum = checksum(prefix, values);
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte value : values) {
      text.append(ALPHABET.charAt(value));
    }
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      text.append(ALPHABET.charAt((checksum >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31));
    }
    return text.toString();
  }

  /**
   * Reads one all-lower or all-upper case string.
   *
   * @throws IllegalArgumentException says what is wrong, and nothing of the data
   */
  static Bech32 decode(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException("upper and lower case are mixed");
    }
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || lower.length() - separator - 1 < CHECKSUM_LENGTH) {
      throw new IllegalArgumentException("it is too short or has no separator");
    }
    String prefix = lower.substring(0, separator);
    byte[] values = new byte[lower.length() - separator - 1];
    for (int i = 0; i < values.length; i++) {
      int value = ALPHABET.indexOf(lower.charAt(separator + 1 + i));
      if (value < 0) {
        throw new IllegalArgumentException("it has a character that Bech32 does not use");
      }
      values[i] = (byte) value;
    }
    byte[] payload = Arrays.copyOf(values, values.length - CHECKSUM_LENGTH);
    int checksum = 0;
    for (int i = payload.length; i < values.length; i++) {
      checksum = (checksum << 5) | values[i];
    }
    if (checksum(prefix, payload) != checksum) {
      throw new IllegalArgumentException("its checksum does not match: a character is wrong");
    }
    return new Bech32(prefix, regroup(payload, 5, 8, false));
  }

  private static int checksum(String prefix, byte[] values) {
    int state = 1;
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) >>> 5);
    }
    state = step(state, 0);
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) & 31);
    }
    for (byte value : values) {
      state = step(state, value);
    }
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      state = step(state, 0);
    }
    return state ^ 1;
  }

  private static int step(int state, int value) {
    int top = state >>> 25;
    int next = ((state & 0x1ffffff) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if (((top >>> i) & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  private static byte[] regroup(byte[] in, int fromBits, int toBits, boolean pad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int pending = 0;
    int bits = 0;
    for (byte b : in) {
      pending = (pending << fromBits) | (b & ((1 << fromBits) - 1));
      bits += fromBits;
      while (bits >= toBits) {
        bits -= toBits;
        out.write((pending >>> bits) & ((1 << toBits) - 1));
      }
      pending &= (1 << bits) - 1;
    }
    if (pad && bits > 0) {
      out.write(pending << (toBits - bits));
    } else if (!pad && (bits >= fromBits || pending != 0)) {
      throw new IllegalArgumentException("its padding is not zero");
    }
    return out.toByteArray();
  }
}
