package dev.sealer.cli.unseal;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Private keys in files. */
public final class PrivateKeyOptions implements ArgumentGroup {

  private final Argument<List<String>> files =
      Argument.commaSeparated(
          "--private-key",
          "FILE",
          "Private keys: PEM, or the controller's key Secrets. May be repeated.");

  @Override
  public void addTo(CommandSpec spec) {
    files.addTo(spec);
  }

  /** Returns whether any was given. */
  public boolean given() {
    return !files.value().isEmpty();
  }

  /**
   * Opens with all of them.
   *
   * @throws CommandFailure naming a file that holds no usable key
   */
  public Unsealer unsealer() {
    List<PrivateSealingKey> keys = new ArrayList<>();
    for (String file : files.value()) {
      try {
        keys.addAll(PrivateKeyFiles.read(FileText.read(file), file));
      } catch (InvalidKeyMaterialException e) {
        throw new CommandFailure(file + ": " + e.getMessage(), e);
      }
    }
    return new Unsealer(KeyRing.of(keys), new JdkPrivateKeyOperation());
  }
}
