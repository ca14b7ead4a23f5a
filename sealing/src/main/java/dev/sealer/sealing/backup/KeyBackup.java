package dev.sealer.sealing.backup;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every sealing key of a cluster. Owns the keys.
 *
 * @param keys newest first: by the start of their certificates, then by name
 */
public record KeyBackup(BackupManifest manifest, List<BackedUpKey> keys) implements AutoCloseable {

  private static final Comparator<BackedUpKey> NEWEST_FIRST =
      Comparator.comparing((BackedUpKey key) -> key.pair().certificate().notBefore())
          .reversed()
          .thenComparing(BackedUpKey::name);

  /** Copies the list. */
  public KeyBackup {
    keys = List.copyOf(keys);
  }

  /** The result of parsing a document. */
  public sealed interface Reading {}

  /**
   * It is whole: every pair belongs together, and the manifest fits them.
   *
   * @param backup the caller must close it
   */
  public record Whole(KeyBackup backup) implements Reading {}

  /**
   * It cannot be used.
   *
   * @param reason for a person; nothing of a key
   */
  public record Unusable(String reason) implements Reading {}

  /** Returns a backup of these keys, which it owns from then on. */
  public static KeyBackup of(
      Instant created, ClusterIdentity cluster, Collection<BackedUpKey> keys) {
    List<BackedUpKey> sorted = keys.stream().sorted(NEWEST_FIRST).toList();
    return new KeyBackup(
        new BackupManifest(
            created,
            cluster,
            sorted.stream().map(BackupManifest.Key::of).toList(),
            BackupDocument.checksum(sorted)),
        sorted);
  }

  /** Reads what {@link #write} made, and checks it. */
  public static Reading read(SecretBytes document) {
    return BackupDocument.read(document);
  }

  /** As a document: a Kubernetes List of Secrets, in JSON, with the manifest next to the items. */
  public SecretBytes write() {
    return BackupDocument.write(this);
  }

  /** Returns the private keys, newest first. */
  public KeyRing ring() {
    List<PrivateSealingKey> privateKeys = keys.stream().map(key -> key.pair().key()).toList();
    return KeyRing.of(privateKeys);
  }

  /** Returns the names of all keys. */
  public Set<KeyFingerprint> fingerprints() {
    return keys.stream().map(BackedUpKey::fingerprint).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the newest of the keys that controllers load, which is the one to seal for. */
  public Optional<BackedUpKey> current() {
    return keys.stream().filter(key -> KeySecret.isLoadedStatus(key.shape().status())).findFirst();
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.forEach(BackedUpKey::close);
  }
}
