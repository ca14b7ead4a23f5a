package dev.sealer.cli.check;

import dev.sealer.cli.manifest.KnownKeys;
import dev.sealer.cli.manifest.KnownKeys.ItemKey;
import dev.sealer.cli.manifest.KnownKeys.Stale;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.InvalidManifestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks that need keys or a certificate. */
public final class KeyChecks {
  private static final Duration SOON = Duration.ofDays(30);

  private final KnownKeys keys;

  public KeyChecks(KnownKeys keys) {
    this.keys = keys;
  }

  /** Returns whether the certificate can be sealed for. */
  public static List<ValidationFinding> of(SealingCertificate certificate, Instant now) {
    if (certificate.isExpiredAt(now)) {
      return List.of(
          ValidationFinding.error("the certificate expired at " + certificate.notAfter()));
    }
    return certificate.isExpiredAt(now.plus(SOON))
        ? List.of(
            ValidationFinding.warning(
                "the certificate expires at " + certificate.notAfter() + ": fetch the next one"))
        : List.of();
  }

  /** Returns whether the items open, and are on the newest key. */
  public List<ValidationFinding> of(SealedDocument object) {
    List<ValidationFinding> findings = new ArrayList<>();
    try {
      SealingLabel label = object.label();
      for (SealedValue value : object.values()) {
        if (SealedItem.parseBase64(value.text()) instanceof ParsedItem.Parsed(SealedItem item)) {
          check(value.key(), item, label, object, findings);
        }
      }
    } catch (InvalidManifestException e) {
      // The checks without keys have found it too.
      return findings;
    }
    return findings;
  }

  private void check(
      String key,
      SealedItem item,
      SealingLabel label,
      SealedDocument object,
      List<ValidationFinding> to) {
    ItemKey known = keys.of(item, label);
    if (keys.privateKeys().isPresent() && known.sealedFor().isEmpty()) {
      String instead =
          keys.sealedForInstead(item, object)
              .orElse("it is sealed for another name, namespace or key, or damaged");
      to.add(ValidationFinding.error(key + ": none of the private keys opens it: " + instead));
    } else if (known.stale() == Stale.YES) {
      String on = known.sealedFor().map(found -> "the key " + found).orElse("another key");
      to.add(
          ValidationFinding.warning(key + ": it is on " + on + ", not on that of the certificate"));
    }
  }
}
