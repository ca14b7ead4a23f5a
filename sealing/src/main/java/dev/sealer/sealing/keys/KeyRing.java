package dev.sealer.sealing.keys;

import dev.sealer.sealing.KeyFingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The private keys that are tried, in order, each once. Immutable. */
public final class KeyRing {

  private final Map<KeyFingerprint, PrivateSealingKey> keys;

  private KeyRing(Map<KeyFingerprint, PrivateSealingKey> keys) {
    this.keys = keys;
  }

  /** Returns a ring of {@code keys} in the order given, which is the order they are tried in. */
  public static KeyRing of(Collection<PrivateSealingKey> keys) {
    Map<KeyFingerprint, PrivateSealingKey> byFingerprint = new LinkedHashMap<>();
    keys.forEach(key -> byFingerprint.putIfAbsent(key.fingerprint(), key));
    return new KeyRing(byFingerprint);
  }

  /** Returns whether nothing can be opened. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Returns the key of that name. */
  public Optional<PrivateSealingKey> find(KeyFingerprint fingerprint) {
    return Optional.ofNullable(keys.get(fingerprint));
  }

  /** Returns all names, in order. */
  public List<KeyFingerprint> fingerprints() {
    return List.copyOf(keys.keySet());
  }

  /** Returns all keys in the order to try them; {@code first}, if it is here, leads. */
  public List<PrivateSealingKey> startingWith(@Nullable KeyFingerprint first) {
    List<PrivateSealingKey> ordered = new ArrayList<>(keys.values());
    PrivateSealingKey lead = first == null ? null : keys.get(first);
    if (lead != null) {
      ordered.remove(lead);
      ordered.addFirst(lead);
    }
    return ordered;
  }
}
