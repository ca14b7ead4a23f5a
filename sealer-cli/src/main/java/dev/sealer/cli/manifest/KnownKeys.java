package dev.sealer.cli.manifest;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Optional;

/**
 * The keys at hand.
 *
 * @param newest the certificate that items should be sealed for, if it was given
 * @param privateKeys what opens them, if any were given
 */
public record KnownKeys(Optional<SealingCertificate> newest, Optional<Unsealer> privateKeys) {

  /** Tells whether a value is on another key than the current one. */
  public enum Stale {
    /** It is on another. */
    YES,
    /** It is on the newest. */
    NO,
    /** The keys at hand do not tell. */
    UNKNOWN
  }

  /**
   * The key of a sealed value, as far as it is known.
   *
   * @param sealedFor the key that opens it, if one of those at hand does
   */
  public record ItemKey(Optional<KeyFingerprint> sealedFor, Stale stale) {}

  /** Returns what is known of an item under this label. */
  public ItemKey of(SealedItem item, SealingLabel label) {
    Optional<KeyFingerprint> key = opener(item, label);
    return new ItemKey(key, newest.map(current -> stale(item, key, current)).orElse(Stale.UNKNOWN));
  }

  private static Stale stale(
      SealedItem item, Optional<KeyFingerprint> key, SealingCertificate newest) {
    if (key.isPresent()) {
      return key.get().equals(newest.fingerprint()) ? Stale.NO : Stale.YES;
    }
    boolean sameSize = item.blockLength() == (newest.keyBits() + Byte.SIZE - 1) / Byte.SIZE;
    return sameSize ? Stale.UNKNOWN : Stale.YES;
  }

  /**
   * Returns what an item that does not open was sealed for instead, as far as its holder can find
   * out: the other scopes of the object, and the name that its template gives.
   */
  public Optional<String> sealedForInstead(SealedItem item, SealedDocument object) {
    for (Scope scope : Scope.values()) {
      if (opener(item, scope.labelToTry(object.namespace(), object.name())).isPresent()) {
        return Optional.of(
            "it is sealed %s, and the object's annotations say %s"
                .formatted(scope.flag(), object.scope().flag()));
      }
    }
    String name = object.tree().at("/spec/template/metadata/name").asText("");
    String namespace = object.tree().at("/spec/template/metadata/namespace").asText("");
    return opener(item, object.scope().labelToTry(namespace, name)).isPresent()
        ? Optional.of("it is sealed for " + namespace + "/" + name)
        : Optional.empty();
  }

  private Optional<KeyFingerprint> opener(SealedItem item, SealingLabel label) {
    return privateKeys.flatMap(unsealer ->
        switch (unsealer.unseal(item, label, null)) {
          case UnsealResult.NotOpened _ -> Optional.<KeyFingerprint>empty();
          case UnsealResult.Unsealed opened -> {
            try (opened) {
              yield Optional.of(opened.openedBy());
            }
          }
        });
  }
}
