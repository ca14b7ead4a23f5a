package dev.sealer.sealing.keys;

import java.util.Arrays;

/**
 * Between an RSA private key's own ASN.1 form (PKCS#1, RFC 8017 A.1.2) and the envelope that the
 * JCA reads (PKCS#8, RFC 5208): version 0, the algorithm identifier of rsaEncryption, and the
 * PKCS#1 bytes as an octet string.
 */
final class Pkcs1 {

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final int LONG_FORM = 0x80;

  private static final byte[] VERSION_AND_ALGORITHM = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private Pkcs1() {}

  static byte[] wrap(byte[] pkcs1) {
    byte[] octets = element(OCTET_STRING, new byte[0], pkcs1);
    byte[] pkcs8 = element(SEQUENCE, VERSION_AND_ALGORITHM, octets);
    Arrays.fill(octets, (byte) 0);
    return pkcs8;
  }

  /** Takes the JDK's own encoding of an RSA private key apart. */
  static byte[] unwrap(byte[] pkcs8) {
    int content = contentOffset(pkcs8, 0);
    int octets = content + VERSION_AND_ALGORITHM.length;
    if (!Arrays.equals(
        pkcs8, content, octets, VERSION_AND_ALGORITHM, 0, VERSION_AND_ALGORITHM.length)) {
      throw new IllegalStateException("the JDK encodes RSA private keys in another way");
    }
    return Arrays.copyOfRange(pkcs8, contentOffset(pkcs8, octets), pkcs8.length);
  }

  private static int contentOffset(byte[] der, int element) {
    int length = der[element + 1] & 0xff;
    return element + 2 + (length >= LONG_FORM ? length - LONG_FORM : 0);
  }

  private static byte[] element(byte tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    byte[] header = header(tag, length);
    byte[] out = Arrays.copyOf(header, header.length + length);
    System.arraycopy(first, 0, out, header.length, first.length);
    System.arraycopy(second, 0, out, header.length + first.length, second.length);
    return out;
  }

  private static byte[] header(byte tag, int length) {
    if (length < LONG_FORM) {
      return new byte[] {tag, (byte) length};
    }
    int size = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
    byte[] header = new byte[2 + size];
    header[0] = tag;
    header[1] = (byte) (LONG_FORM + size);
    for (int i = 0; i < size; i++) {
      header[2 + i] = (byte) (length >>> (8 * (size - 1 - i)));
    }
    return header;
  }
}
