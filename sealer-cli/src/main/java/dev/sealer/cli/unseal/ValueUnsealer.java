package dev.sealer.cli.unseal;

import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;

/** Opens single items with private keys. */
public final class ValueUnsealer {
  private final Unsealer unsealer;

  /** Opens with these keys; with none, nothing opens. */
  public ValueUnsealer(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /**
   * Returns the value of an item, for the caller to close; nothing when no key opens it at this
   * place.
   *
   * @param item in base64
   */
  public Optional<SecretBytes> open(SealedValueId place, String item) {
    if (!(SealedItem.parseBase64(item) instanceof ParsedItem.Parsed(SealedItem parsed))) {
      return Optional.empty();
    }
    return switch (unsealer.unseal(parsed, place.labelToTry(), null)) {
      case UnsealResult.NotOpened() -> Optional.empty();
      case UnsealResult.Unsealed unsealed -> {
        try (unsealed) {
          yield Optional.of(unsealed.value().copy());
        }
      }
    };
  }
}
