package dev.sealer.cli.fingerprint;

import dev.sealer.cli.io.StateDirectory;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of the values that this user sealed on this machine. A record counts only for
 * exactly the ciphertext, place and certificate it was made for; whatever was changed since is not
 * known.
 *
 * <p>Safe for several threads. Opened at the first question; what cannot be read or written makes
 * everything unknown, and {@link #trouble} says why.
 */
public final class Fingerprints {
  private final @Nullable Path folder;
  private final Map<Integer, Map<ByteBuffer, FingerprintRecord>> shards = new HashMap<>();
  private final Map<Integer, List<FingerprintRecord>> unsaved = new HashMap<>();
  private @Nullable FingerprintStore store;
  private @Nullable String trouble;

  private Fingerprints(@Nullable Path folder, @Nullable String trouble) {
    this.folder = folder;
    this.trouble = trouble;
  }

  /** Returns those of the user whose environment this is. */
  public static Fingerprints of(Map<String, String> environment) {
    Path folder = StateDirectory.of(environment).orElse(null);
    return new Fingerprints(
        folder, folder == null ? "neither XDG_STATE_HOME nor HOME names a directory" : null);
  }

  /** Remembers nothing. */
  public static Fingerprints none() {
    return new Fingerprints(null, "not asked for");
  }

  /** The result of comparing a value with a record. */
  public enum Known {
    /** Holds the value, sealed for the certificate. */
    SAME,
    /** Holds another value. */
    OTHER_VALUE,
    /** Sealed for another certificate; the value may be the same. */
    OTHER_CERTIFICATE,
    /** Not sealed by this user on this machine, or changed since. */
    NOTHING
  }

  /** Returns whether an item holds a value, sealed for this key. */
  public synchronized Known check(
      SealedValueId place, String ciphertext, KeyFingerprint sealingKey, SecretBytes value) {
    FingerprintStore open = open();
    if (open == null) {
      return Known.NOTHING;
    }
    FingerprintRecord record = find(open, place, ciphertext);
    if (record == null) {
      return Known.NOTHING;
    }
    if (!MessageDigest.isEqual(record.value(), open.key().value(place, value))) {
      return Known.OTHER_VALUE;
    }
    return record.isOfSealingKey(FingerprintRecord.sealingKeyField(sealingKey.value()))
        ? Known.SAME
        : Known.OTHER_CERTIFICATE;
  }

  /** The value's fingerprint, where the item is known: equal for equal values of one key. */
  public synchronized Optional<ValueFingerprint> ofItem(SealedValueId place, String ciphertext) {
    FingerprintStore open = open();
    return Optional.ofNullable(open == null ? null : find(open, place, ciphertext))
        .map(record -> new ValueFingerprint(record.value()));
  }

  /**
   * Returns the fingerprint of a value that is at hand; nothing where there is no key to make it.
   */
  public synchronized Optional<ValueFingerprint> ofValue(SealedValueId place, SecretBytes value) {
    FingerprintStore open = open();
    return open == null
        ? Optional.empty()
        : Optional.of(new ValueFingerprint(open.key().value(place, value)));
  }

  /** Remembers an item; {@link #save} keeps it. */
  public synchronized void remember(
      SealedValueId place, String ciphertext, KeyFingerprint sealingKey, SecretBytes value) {
    FingerprintStore open = open();
    if (open == null) {
      return;
    }
    FingerprintHmac key = open.key();
    FingerprintRecord record =
        FingerprintRecord.of(
            key,
            key.item(place, ciphertext),
            FingerprintRecord.sealingKeyField(sealingKey.value()),
            key.value(place, value));
    unsaved.computeIfAbsent(key.shard(place), _ -> new ArrayList<>()).add(record);
  }

  /** Keeps what was remembered since the last call. */
  public synchronized void save() {
    FingerprintStore open = open();
    if (open == null || unsaved.isEmpty()) {
      return;
    }
    try {
      open.append(unsaved);
      unsaved.forEach((shard, records) -> {
        Map<ByteBuffer, FingerprintRecord> loaded = shards.get(shard);
        if (loaded != null) {
          records.forEach(record -> loaded.put(record.item(), record));
        }
      });
    } catch (IOException e) {
      trouble = reason(e);
    }
    unsaved.clear();
  }

  /** Returns why nothing is remembered, for people; empty if all is well. */
  public synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private @Nullable FingerprintRecord find(
      FingerprintStore open, SealedValueId place, String ciphertext) {
    try {
      int shard = open.key().shard(place);
      Map<ByteBuffer, FingerprintRecord> records = shards.get(shard);
      if (records == null) {
        records = open.read(shard);
        shards.put(shard, records);
      }
      FingerprintRecord record = records.get(ByteBuffer.wrap(open.key().item(place, ciphertext)));
      return record == null || !record.isGenuine(open.key()) ? null : record;
    } catch (IOException e) {
      trouble = reason(e);
      return null;
    }
  }

  private @Nullable FingerprintStore open() {
    if (trouble != null || folder == null) {
      return null;
    }
    if (store == null) {
      try {
        store = FingerprintStore.open(folder);
      } catch (IOException e) {
        trouble = reason(e);
      }
    }
    return store;
  }

  private static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : e.getMessage() + " (" + e.getClass().getSimpleName() + ")";
  }
}
