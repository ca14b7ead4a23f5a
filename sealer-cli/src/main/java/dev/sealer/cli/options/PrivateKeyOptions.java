package dev.sealer.cli.options;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.unseal.ItemOpening;
import dev.sealer.cli.unseal.PrivateKeys;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.PrivateSealingKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Private keys, for verbs that know more with them. */
public final class PrivateKeyOptions {
  @Option(
      names = "--private-key",
      paramLabel = "FILE",
      split = ",",
      description =
          "Private keys to read values with: PEM, or the controller's key Secrets. May be repeated.")
  private List<String> files = new ArrayList<>();

  /** Opens what these keys open. */
  public ItemOpening opening() {
    List<PrivateSealingKey> keys = new ArrayList<>();
    for (String file : files) {
      try {
        keys.addAll(PrivateKeys.read(FileText.read(file), file));
      } catch (InvalidKeyMaterialException e) {
        throw new CommandFailure(file + ": " + e.getMessage(), e);
      }
    }
    return ItemOpening.with(keys);
  }
}
