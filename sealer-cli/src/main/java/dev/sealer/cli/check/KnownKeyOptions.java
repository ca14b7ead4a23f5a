package dev.sealer.cli.check;

import dev.sealer.cli.certificates.CertificateSource;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.KnownKeys;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.unseal.PrivateKeyOptions;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.SealingCertificate;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Keys for commands that look at files: none is needed, and each lets them tell more. */
public final class KnownKeyOptions implements ArgumentGroup {

  private final Argument<String> certificate =
      Argument.option(
          "--cert",
          "FILE|URL",
          "${env:SEALED_SECRETS_CERT:-}",
          "Newest certificate: tells what is stale.");

  private final PrivateKeyOptions keys = new PrivateKeyOptions();

  @Override
  public void addTo(CommandSpec spec) {
    certificate.addTo(spec);
    keys.addTo(spec);
  }

  /**
   * Returns the keys that were given.
   *
   * @throws CommandFailure when one cannot be read
   */
  public KnownKeys keys(Console console) {
    try {
      return new KnownKeys(
          certificate.value().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  SealingCertificate.parse(
                      CertificateSource.read(certificate.value(), console.environment()))),
          keys.given() ? Optional.of(keys.unsealer()) : Optional.empty());
    } catch (InvalidKeyMaterialException e) {
      throw new CommandFailure(certificate.value() + ": " + e.getMessage(), e);
    }
  }
}
