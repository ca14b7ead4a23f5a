package dev.sealer.cli.backup;

import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.sealing.age.AgeIdentity;
import dev.sealer.sealing.age.PassphraseIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options for decrypting a backup. */
final class OpeningOptions implements ArgumentGroup {
  private final Argument<List<String>> identities =
      Argument.options(
          "-i, --identity",
          "FILE",
          "File of age identities, as age-keygen writes it; may be given several times.");

  private final PassphraseOptions passphrase = new PassphraseOptions();

  @Override
  public void addTo(CommandSpec spec) {
    identities.addTo(spec);
    passphrase.addTo(spec);
  }

  /** Opens the file; asks for the passphrase when nothing else was given. */
  KeyBackup open(BackupFile file, Passphrases passphrases) {
    List<AgeIdentity> given = identities();
    try {
      boolean ask = given.isEmpty() && !passphrase.given() && file.takesPassphrase();
      passphrase
          .read(passphrases)
          .or(() ->
              ask ? java.util.Optional.of(passphrases.existing()) : java.util.Optional.empty())
          .ifPresent(secret -> given.add(identity(secret)));
      return file.open(given);
    } finally {
      given.forEach(AgeIdentity::close);
    }
  }

  /** Returns the identities of the files; the caller closes them. */
  List<AgeIdentity> identities() {
    List<AgeIdentity> read = new ArrayList<>();
    identities.value().forEach(name -> read.addAll(AgeKeyFiles.identities(name)));
    return read;
  }

  private static AgeIdentity identity(SecretBytes passphrase) {
    try (passphrase) {
      return new PassphraseIdentity(passphrase);
    }
  }
}
