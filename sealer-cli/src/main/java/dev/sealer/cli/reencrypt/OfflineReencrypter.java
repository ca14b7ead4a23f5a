package dev.sealer.cli.reencrypt;

import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** With private keys and the newest certificate at hand. Safe for use by several threads. */
public final class OfflineReencrypter implements Reencrypter {

  private final Unsealer unsealer;
  private final Sealer sealer;
  private final boolean newestIsHere;

  /**
   * Opens with the keys of {@code unsealer}; what another key than that of {@code sealer} opens is
   * stale.
   */
  public OfflineReencrypter(Unsealer unsealer, Sealer sealer) {
    this.unsealer = unsealer;
    this.sealer = sealer;
    this.newestIsHere = unsealer.ring().find(sealer.certificate().fingerprint()).isPresent();
  }

  /** Collects the results of one object. */
  private record Outcomes(
      Map<String, String> fresh,
      Set<String> current,
      Set<String> unknown,
      DataKeyErrors problems) {}

  @Override
  public Result reencrypt(SealedDocument object) {
    object.requireTemplateScope();
    SealingLabel label = object.label();
    Outcomes outcomes =
        new Outcomes(new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new DataKeyErrors());
    @Nullable KeyFingerprint likely = sealer.certificate().fingerprint();
    for (SealedValue value : object.values()) {
      switch (SealedItem.parseBase64(value.text())) {
        case ParsedItem.Malformed malformed ->
            outcomes.problems().add(value.key(), malformed.detail());
        case ParsedItem.Parsed(SealedItem item) ->
            likely = reencrypt(value.key(), item, label, likely, outcomes);
      }
    }
    if (!outcomes.problems().isEmpty()) {
      throw new InvalidManifestException(outcomes.problems().text());
    }
    return new Result(outcomes.fresh(), outcomes.current(), outcomes.unknown());
  }

  /** Returns the key that is likely to open the next item. */
  private @Nullable KeyFingerprint reencrypt(
      String key,
      SealedItem item,
      SealingLabel label,
      @Nullable KeyFingerprint likely,
      Outcomes outcomes) {
    return switch (unsealer.unseal(item, label, likely)) {
      case UnsealResult.NotOpened _ -> {
        if (newestIsHere || !isAsLongAsTheNewest(item)) {
          outcomes.problems().add(key, DataKeyErrors.NO_KEY);
        } else {
          outcomes.unknown().add(key);
        }
        yield likely;
      }
      case UnsealResult.Unsealed opened -> {
        try (opened) {
          if (opened.openedBy().equals(sealer.certificate().fingerprint())) {
            outcomes.current().add(key);
          } else {
            outcomes.fresh().put(key, sealer.seal(opened.value(), label).toBase64());
          }
          yield opened.openedBy();
        }
      }
    };
  }

  private boolean isAsLongAsTheNewest(SealedItem item) {
    SealingCertificate newest = sealer.certificate();
    return item.blockLength() == (newest.keyBits() + Byte.SIZE - 1) / Byte.SIZE;
  }
}
