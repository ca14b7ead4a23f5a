package dev.sealer.cli.check;

import dev.sealer.cli.check.ValueChange.Kind;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.fingerprint.ValueFingerprint;
import dev.sealer.cli.unseal.ValueUnsealer;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;

/** Compares what two items hold, by private keys or by the user's fingerprints. */
public final class ValueComparator {
  private final ValueUnsealer opening;
  private final Fingerprints fingerprints;

  /** Compares with what these know. */
  public ValueComparator(ValueUnsealer opening, Fingerprints fingerprints) {
    this.opening = opening;
    this.fingerprints = fingerprints;
  }

  /** Returns how two different sealed values differ. */
  Kind compare(SealedValueId oldPlace, String oldItem, SealedValueId newPlace, String newItem) {
    Optional<SecretBytes> old = opening.open(oldPlace, oldItem);
    Optional<SecretBytes> now = opening.open(newPlace, newItem);
    try {
      if (old.isPresent() && now.isPresent()) {
        return old.get().matches(now.get()) ? Kind.ONLY_RE_ENCRYPTED : Kind.CHANGED;
      }
      Optional<ValueFingerprint> before = fingerprint(oldPlace, oldItem, old);
      Optional<ValueFingerprint> after = fingerprint(newPlace, newItem, now);
      return before.isEmpty() || after.isEmpty()
          ? Kind.CHANGED_OR_RE_ENCRYPTED
          : before.get().matches(after.get()) ? Kind.ONLY_RE_ENCRYPTED : Kind.CHANGED;
    } finally {
      old.ifPresent(SecretBytes::close);
      now.ifPresent(SecretBytes::close);
    }
  }

  /** Returns the fingerprint of an item's value, where it is known. */
  Optional<ValueFingerprint> fingerprint(SealedValueId place, String item) {
    Optional<SecretBytes> value = opening.open(place, item);
    try {
      return fingerprint(place, item, value);
    } finally {
      value.ifPresent(SecretBytes::close);
    }
  }

  private Optional<ValueFingerprint> fingerprint(
      SealedValueId place, String item, Optional<SecretBytes> opened) {
    return opened
        .flatMap(value -> fingerprints.ofValue(place, value))
        .or(() -> fingerprints.ofItem(place, item));
  }
}
