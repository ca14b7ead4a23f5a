package dev.sealer.sealedsecrets.keys.plan;

import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All keys at one moment.
 *
 * @param order what makes a key newer
 * @param keys newest first; of the same age the one that was there earlier comes first
 * @param malformed by name
 */
public record KeySet(
    KeyOrder order, List<KeySecret.Usable> keys, List<KeySecret.Malformed> malformed) {

  /** Copies the lists. */
  public KeySet {
    keys = List.copyOf(keys);
    malformed = List.copyOf(malformed);
  }

  /** Sorts what was read. */
  public static KeySet of(KeyOrder order, Collection<? extends KeySecret> secrets) {
    return new KeySet(
        order,
        secrets.stream()
            .filter(KeySecret.Usable.class::isInstance)
            .map(KeySecret.Usable.class::cast)
            .sorted(
                Comparator.comparing(order::timeOf)
                    .reversed()
                    .thenComparing(KeySecret.Usable::created)
                    .thenComparing(KeySecret.Usable::name))
            .toList(),
        secrets.stream()
            .filter(KeySecret.Malformed.class::isInstance)
            .map(KeySecret.Malformed.class::cast)
            .sorted(Comparator.comparing(KeySecret.Malformed::name))
            .toList());
  }

  /** The key that new values are sealed for: the newest. */
  public Optional<KeySecret.Usable> current() {
    return keys.stream().findFirst();
  }

  /** Returns the time of the newest key, by the order of this set. */
  Optional<Instant> newest() {
    return current().map(order::timeOf);
  }

  /** Returns whether all of these fingerprints are those of usable keys. */
  public boolean holdsAll(Collection<String> fingerprints) {
    return fingerprints().containsAll(fingerprints);
  }

  /** Returns the fingerprints of the usable keys, newest first. */
  public List<String> fingerprints() {
    return keys.stream().map(key -> key.pair().fingerprint().value()).toList();
  }

  /** The private keys, newest first. */
  public KeyRing ring() {
    List<PrivateSealingKey> privateKeys = keys.stream().map(key -> key.pair().key()).toList();
    return KeyRing.of(privateKeys);
  }
}
