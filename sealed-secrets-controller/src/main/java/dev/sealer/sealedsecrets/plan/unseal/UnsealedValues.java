package dev.sealer.sealedsecrets.plan.unseal;

import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The unsealed values of one SealedSecret. Closing it wipes them. */
public final class UnsealedValues implements AutoCloseable {

  private final Map<String, SecretBytes> values = new TreeMap<>();
  private final Map<String, KeyFingerprint> unsealedBy = new TreeMap<>();
  private final SecretTemplate template;

  UnsealedValues(SecretTemplate template) {
    this.template = template;
  }

  UnsealedValues with(String key, SecretBytes value, KeyFingerprint by) {
    SecretBytes before = values.put(key, value);
    if (before != null) {
      before.close();
    }
    unsealedBy.put(key, by);
    return this;
  }

  /** Returns the values by data key. */
  public Map<String, SecretBytes> values() {
    return values;
  }

  /** Returns the fingerprints of the sealing keys that unsealed them, sorted. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    unsealedBy.values().forEach(key -> keys.add(key.value()));
    return keys;
  }

  /** Returns whether the value of {@code key} is sealed with {@code sealingKey}. */
  boolean isSealedWith(String key, KeyFingerprint sealingKey) {
    return sealingKey.equals(unsealedBy.get(key));
  }

  /** Returns the Secret to make, except for its data. */
  public SecretTemplate template() {
    return template;
  }

  /** Wipes the values. */
  @Override
  public void close() {
    values.values().forEach(SecretBytes::close);
  }
}
