package dev.sealer.testbed.canary;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret value for a test that can be recognised wherever it turns up, raw or encoded. */
public final class Canary {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;
  private final String marker;

  private Canary(String value, String marker) {
    this.value = value;
    this.marker = marker;
  }

  /** A new value; letters, digits, and characters that escaping and URL encoding change. */
  public static Canary random() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    String marker = HexFormat.of().formatHex(random);
    return new Canary("canary/" + marker + "+\"end", marker);
  }

  /**
   * A secret that something else made: a part of it that is long enough to be nowhere by chance.
   */
  public static Canary partOf(String secret) {
    return new Canary(secret, secret);
  }

  /** The value to use as the secret. */
  public String value() {
    return value;
  }

  /** The value's bytes. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** The random part: it survives escaping, so that is what a search looks for. */
  byte[] marker() {
    return marker.getBytes(StandardCharsets.UTF_8);
  }

  /** Without the value: assertion messages print canaries too. */
  @Override
  public String toString() {
    return "canary";
  }
}
