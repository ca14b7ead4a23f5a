package dev.sealer.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 over a list of fields, each with its length before it as 4 bytes, so that no two
 * lists have the same input. Not safe for several threads.
 */
public final class FieldHmac {

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  /** Takes the key's bytes, which are copied. */
  public FieldHmac(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** Starts a list with these fields, and drops a list that was not finished. */
  public FieldHmac start(String... fields) {
    mac.reset();
    for (String field : fields) {
      add(field);
    }
    return this;
  }

  /** Adds a field. */
  public FieldHmac add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a field. */
  public FieldHmac add(byte[] field) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
    mac.update(field);
    return this;
  }

  /** Returns the HMAC of the list, 32 bytes. */
  public byte[] finish() {
    return mac.doFinal();
  }

  /** Returns the HMAC of the list with a last field, which has no length before it. */
  public byte[] finish(byte[] last) {
    return mac.doFinal(last);
  }
}
