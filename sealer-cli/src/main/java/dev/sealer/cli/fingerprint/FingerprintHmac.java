package dev.sealer.cli.fingerprint;

import dev.sealer.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The user's key, and the fingerprints under it: HMAC-SHA-256 over a purpose and fields, each with
 * its length before it, so that no two lists of fields give the same bytes. A plain hash would let
 * anyone try values against it. Not safe for several threads.
 */
final class FingerprintHmac {
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  /** Takes the key's bytes, which are copied. */
  FingerprintHmac(byte[] bytes) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** Names an item: its place and its ciphertext. */
  byte[] item(SealedValueId place, String ciphertext) {
    return fields(
            "item", place.namespace(), place.name(), place.scope().flag(), place.key(), ciphertext)
        .doFinal();
  }

  /** Names a value in an object, whatever scope, certificate or session key sealed it. */
  byte[] value(SealedValueId place, SecretBytes value) {
    Mac begun = fields("value", place.namespace(), place.name(), place.key());
    // The exit: the value goes into the keyed function, and only that leaves.
    return value.reveal(begun::doFinal);
  }

  /** Which of the store's files holds what is known of an object. */
  int shard(SealedValueId place) {
    return Byte.toUnsignedInt(fields("shard", place.namespace(), place.name()).doFinal()[0]);
  }

  /** Binds the parts of a record to each other. */
  byte[] seal(List<byte[]> parts) {
    Mac begun = fields("record");
    parts.forEach(part -> add(begun, part));
    return begun.doFinal();
  }

  private Mac fields(String... fields) {
    // One that was begun and not ended leaves nothing behind.
    mac.reset();
    for (String field : fields) {
      add(mac, field.getBytes(StandardCharsets.UTF_8));
    }
    return mac;
  }

  private static void add(Mac mac, byte[] field) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
    mac.update(field);
  }
}
