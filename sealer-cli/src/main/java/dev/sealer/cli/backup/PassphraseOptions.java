package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Options for a passphrase that is not typed. */
final class PassphraseOptions implements ArgumentGroup {
  private static final int NONE = -1;

  private final Argument<String> file =
      Argument.option("--passphrase-file", "FILE", "File whose first line is the passphrase.");

  private final Argument<Integer> descriptor =
      Argument.number(
          "--passphrase-fd",
          "N",
          -1,
          "Open file descriptor that gives the passphrase, such as 3 with 3<file.");

  @Override
  public void addTo(CommandSpec spec) {
    file.addTo(spec);
    descriptor.addTo(spec);
  }

  boolean given() {
    return !file.value().isEmpty() || descriptor.value() != NONE;
  }

  Optional<SecretBytes> read(Passphrases passphrases) {
    if (!file.value().isEmpty() && descriptor.value() != NONE) {
      throw new CommandFailure("--passphrase-file and --passphrase-fd: use one of them");
    }
    if (!file.value().isEmpty()) {
      return Optional.of(passphrases.ofFile(file.value()));
    }
    return descriptor.value() == NONE
        ? Optional.empty()
        : Optional.of(passphrases.ofDescriptor(descriptor.value()));
  }
}
