package dev.sealer.sealedsecrets.simulation;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Seals the values of a run, and remembers what each sealed value holds. */
final class SealedLedger {

  /**
   * A sealed value.
   *
   * @param plaintext what it holds
   * @param fingerprint of the key that it is sealed for
   * @param label of the object that it is sealed for
   */
  record Entry(String plaintext, String fingerprint, String label) {}

  private final SecureRandom random;
  private final Map<String, Entry> entries = new TreeMap<>();

  SealedLedger(SecureRandom random) {
    this.random = random;
  }

  /** Seals {@code plaintext} for the object {@code key}, strictly. */
  String seal(String plaintext, SealingCertificate certificate, ObjectKey key) {
    var label = Scope.STRICT.label(key.namespace(), key.name());
    try (SecretBytes value = SecretBytes.ofUtf8(plaintext)) {
      String sealed = new Sealer(certificate, random).seal(value, label).toBase64();
      entries.put(sealed, new Entry(plaintext, certificate.fingerprint().value(), key.toString()));
      return sealed;
    }
  }

  /** Returns what a sealed value holds; empty if it was not sealed here. */
  Optional<Entry> find(String sealed) {
    return Optional.ofNullable(entries.get(sealed));
  }
}
