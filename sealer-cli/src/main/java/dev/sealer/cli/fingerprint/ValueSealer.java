package dev.sealer.cli.fingerprint;

import dev.sealer.cli.fingerprint.Fingerprints.Known;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.Sealer;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Seals values one by one, and keeps an existing ciphertext if it is known to hold the value.
 * Counts what it does; one for each file. Safe for several threads.
 */
public final class ValueSealer {
  private final Sealer sealer;
  private final Fingerprints fingerprints;
  private final boolean reseal;
  private final SortedMap<String, Known> resealed = new TreeMap<>();
  private final SortedSet<String> dropped = new TreeSet<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger sealed = new AtomicInteger();

  /**
   * Seals with these fingerprints.
   *
   * @param reseal whether values are sealed again although they did not change
   */
  public ValueSealer(Sealer sealer, Fingerprints fingerprints, boolean reseal) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
    this.reseal = reseal;
  }

  /** Seals every value again and remembers none. */
  public static ValueSealer always(Sealer sealer) {
    return new ValueSealer(sealer, Fingerprints.none(), true);
  }

  /**
   * Returns the item for a value, in base64.
   *
   * @param existing ciphertexts of this data key in the output file; mostly one or none
   */
  public String item(SealedValueId place, SecretBytes value, List<String> existing) {
    KeyFingerprint key = sealer.certificate().fingerprint();
    if (!reseal) {
      List<Known> known = new ArrayList<>();
      for (String item : existing) {
        Known found = fingerprints.check(place, item, key, value);
        if (found == Known.SAME) {
          kept.incrementAndGet();
          return item;
        }
        known.add(found);
      }
      note(place, known);
    }
    String item = sealer.seal(value, place.label()).toBase64();
    fingerprints.remember(place, item, key, value);
    sealed.incrementAndGet();
    return item;
  }

  private synchronized void note(SealedValueId place, List<Known> known) {
    if (known.contains(Known.OTHER_CERTIFICATE)) {
      resealed.put(place.key(), Known.OTHER_CERTIFICATE);
    } else if (known.contains(Known.NOTHING)) {
      resealed.put(place.key(), Known.NOTHING);
    }
  }

  /** Notes annotations that were left out, because they repeat a value. */
  public synchronized void noteDropped(Collection<String> annotations) {
    dropped.addAll(annotations);
  }

  /** Returns how many items were kept as they were. */
  public int kept() {
    return kept.get();
  }

  /** Returns how many values were sealed. */
  public int sealed() {
    return sealed.get();
  }

  /** Returns what to tell people about values that were sealed again and may not have changed. */
  public synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    String other = keys(Known.OTHER_CERTIFICATE);
    if (!other.isEmpty()) {
      notes.add("re-encrypted unchanged values for the new certificate: " + other);
    }
    String unknown = keys(Known.NOTHING);
    if (!unknown.isEmpty()) {
      notes.add(
          "re-encrypted because this machine has no fingerprint of the existing value%s: %s"
              .formatted(fingerprints.trouble().map(why -> " (" + why + ")").orElse(""), unknown));
    }
    if (!dropped.isEmpty()) {
      notes.add(
          "left out annotations that repeat a value of the Secret: " + String.join(", ", dropped));
    }
    return notes;
  }

  private String keys(Known known) {
    return String.join(
        ", ", resealed.keySet().stream().filter(key -> resealed.get(key) == known).toList());
  }
}
