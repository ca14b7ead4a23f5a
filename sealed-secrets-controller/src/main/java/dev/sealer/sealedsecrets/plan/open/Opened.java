package dev.sealer.sealedsecrets.plan.open;

import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The opened values of one SealedSecret; closing it wipes them. */
public final class Opened implements AutoCloseable {

  private final Map<String, SecretBytes> values = new TreeMap<>();
  private final Map<String, KeyFingerprint> openedBy = new TreeMap<>();
  private final Blueprint blueprint;

  Opened(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  Opened with(String key, SecretBytes value, KeyFingerprint by) {
    SecretBytes before = values.put(key, value);
    if (before != null) {
      before.close();
    }
    openedBy.put(key, by);
    return this;
  }

  /** The values by key of the Secret. */
  public Map<String, SecretBytes> values() {
    return values;
  }

  /** Fingerprints of the sealing keys that opened them, sorted. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    openedBy.values().forEach(key -> keys.add(key.value()));
    return keys;
  }

  /** Whether the item of {@code key} is sealed for {@code sealingKey}. */
  boolean sealedFor(String key, KeyFingerprint sealingKey) {
    return sealingKey.equals(openedBy.get(key));
  }

  /** The Secret to make, except for its data. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** Wipes the values. */
  @Override
  public void close() {
    values.values().forEach(SecretBytes::close);
  }
}
