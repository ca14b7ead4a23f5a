package dev.sealer.cli.fingerprint;

import dev.sealer.sealing.FieldHmac;
import dev.sealer.secret.SecretBytes;
import java.util.List;

/**
 * The user's key, and the fingerprints under it: HMAC-SHA-256 over a purpose and fields. A plain
 * hash would let anyone try values against it. Not safe for several threads.
 */
final class FingerprintHmac {
  static final int BYTES = 32;

  private final FieldHmac mac;

  /** Takes the key's bytes, which are copied. */
  FingerprintHmac(byte[] bytes) {
    mac = new FieldHmac(bytes);
  }

  /** Names an item: its place and its ciphertext. */
  byte[] item(SealedValueId place, String ciphertext) {
    return mac.start(
            "item", place.namespace(), place.name(), place.scope().flag(), place.key(), ciphertext)
        .finish();
  }

  /** Names a value in an object, whatever scope, certificate or session key sealed it. */
  byte[] value(SealedValueId place, SecretBytes value) {
    FieldHmac begun = mac.start("value", place.namespace(), place.name(), place.key());
    // The exit: the value goes into the keyed function, and only that leaves.
    return value.<byte[]>reveal(begun::finish);
  }

  /** Returns the number of the store's file for an object. */
  int shard(SealedValueId place) {
    return Byte.toUnsignedInt(mac.start("shard", place.namespace(), place.name()).finish()[0]);
  }

  /** Binds the parts of a record to each other. */
  byte[] seal(List<byte[]> parts) {
    FieldHmac begun = mac.start("record");
    parts.forEach(begun::add);
    return begun.finish();
  }
}
