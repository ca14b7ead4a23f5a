package dev.sealer.cli.options;

import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.sealed.KnownKeys;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.SealingCertificate;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keys for verbs that look at files: none is needed, and each lets them tell more. */
public final class KnownKeyOptions {

  @Option(
      names = "--cert",
      paramLabel = "FILE|URL",
      defaultValue = "${env:SEALED_SECRETS_CERT:-}",
      description = "Newest certificate: tells what is stale.")
  private String certificate = "";

  @Mixin private final KeyOptions keys = new KeyOptions();

  /**
   * The keys that were given.
   *
   * @throws CommandFailure when one cannot be read
   */
  public KnownKeys keys(Console console) {
    try {
      return new KnownKeys(
          certificate.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  SealingCertificate.parse(
                      CertificateSource.read(certificate, console.environment()))),
          keys.given() ? Optional.of(keys.unsealer()) : Optional.empty());
    } catch (InvalidKeyMaterialException e) {
      throw new CommandFailure(certificate + ": " + e.getMessage(), e);
    }
  }
}
