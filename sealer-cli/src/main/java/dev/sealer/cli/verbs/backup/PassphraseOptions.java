package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.passphrase.Passphrases;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a passphrase comes from, unless it is typed. */
final class PassphraseOptions {
  private static final int NONE = -1;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      defaultValue = "",
      description = "File whose first line is the passphrase.")
  private String file = "";

  @Option(
      names = "--passphrase-fd",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Open file descriptor that gives the passphrase, such as 3 with 3<file.")
  private int descriptor = NONE;

  boolean given() {
    return !file.isEmpty() || descriptor != NONE;
  }

  Optional<SecretBytes> read(Passphrases passphrases) {
    if (!file.isEmpty() && descriptor != NONE) {
      throw new CommandFailure("--passphrase-file and --passphrase-fd: use one of them");
    }
    if (!file.isEmpty()) {
      return Optional.of(passphrases.ofFile(file));
    }
    return descriptor == NONE
        ? Optional.empty()
        : Optional.of(passphrases.ofDescriptor(descriptor));
  }
}
