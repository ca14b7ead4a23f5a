package dev.sealer.sealing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Walks DER elements (X.690) of definite length, one after the other. */
final class DerReader {

  static final int SEQUENCE = 0x30;
  static final int EXPLICIT_0 = 0xa0;

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;

  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int LONG_FORM = 0x80;
  private static final int MAX_LENGTH_BYTES = 3;
  private static final int CENTURY_PIVOT = 50;
  private static final int TIME_CHARACTERS = 15;

  private final byte[] der;
  private final int end;
  private int at;

  DerReader(byte[] der) {
    this(der, 0, der.length);
  }

  private DerReader(byte[] der, int from, int to) {
    this.der = der;
    this.at = from;
    this.end = to;
  }

  /** Returns whether the next element has {@code tag}. */
  boolean nextIs(int tag) {
    return at < end && (der[at] & 0xff) == tag;
  }

  /** Steps into the next element, which must have {@code tag}, and past it here. */
  DerReader enter(int tag) {
    if (!nextIs(tag)) {
      throw malformed();
    }
    return enterAny();
  }

  /** Steps past the next element. */
  void skip() {
    enterAny();
  }

  /** Returns the next element with its header, a fresh array. */
  byte[] element() {
    int start = at;
    enterAny();
    return Arrays.copyOfRange(der, start, at);
  }

  /** Returns the next element, which must be an integer. */
  BigInteger integer() {
    DerReader content = enter(INTEGER);
    if (content.at == content.end) {
      throw malformed();
    }
    return new BigInteger(der, content.at, content.end - content.at);
  }

  /** Steps into a bit string of whole bytes. */
  DerReader enterBitString() {
    DerReader content = enter(BIT_STRING);
    if (content.at == content.end || der[content.at] != 0) {
      throw malformed();
    }
    content.at++;
    return content;
  }

  /** Returns the next element as a time, in the two forms that RFC 5280 section 4.1.2.5 allows. */
  Instant time() {
    boolean twoDigits = nextIs(UTC_TIME);
    DerReader content = enter(twoDigits ? UTC_TIME : GENERALIZED_TIME);
    String text = new String(der, content.at, content.end - content.at, StandardCharsets.US_ASCII);
    return time(twoDigits ? century(text) + text : text);
  }

  /** Reads {@code uuuuMMddHHmmssZ} digit by digit: a formatter would double a short run's time. */
  private static Instant time(String text) {
    if (text.length() != TIME_CHARACTERS || text.charAt(TIME_CHARACTERS - 1) != 'Z') {
      throw malformed();
    }
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 8, 10),
              number(text, 10, 12),
              number(text, 12, 14))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        throw malformed();
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static String century(String text) {
    if (text.length() < 2) {
      throw malformed();
    }
    return number(text, 0, 2) < CENTURY_PIVOT ? "20" : "19";
  }

  private DerReader enterAny() {
    if (end - at < 2) {
      throw malformed();
    }
    int length = der[at + 1] & 0xff;
    int content = at + 2;
    if (length >= LONG_FORM) {
      int size = length - LONG_FORM;
      if (size == 0 || size > MAX_LENGTH_BYTES || end - content < size) {
        throw malformed();
      }
      length = 0;
      for (int i = 0; i < size; i++) {
        length = (length << Byte.SIZE) | (der[content++] & 0xff);
      }
    }
    if (end - content < length) {
      throw malformed();
    }
    at = content + length;
    return new DerReader(der, content, at);
  }

  private static InvalidKeyMaterialException malformed() {
    return new InvalidKeyMaterialException("the CERTIFICATE block is not an X.509 certificate");
  }
}
