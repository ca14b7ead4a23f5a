package dev.sealer.cli.options;

import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.io.Console;
import dev.sealer.sealing.Sealer;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which certificate to seal for. */
public final class CertificateOptions {
  @Option(
      names = "--cert",
      paramLabel = "FILE|URL",
      defaultValue = "${env:SEALED_SECRETS_CERT:-}",
      description = "Certificate to seal for; else the controller is asked.")
  private String certificate = "";

  public byte[] bytes(Console console, ClusterOptions cluster) {
    return certificate.isEmpty()
        ? cluster.withController(console, Controller::certificate)
        : CertificateSource.read(certificate, console.environment());
  }

  public Sealer sealer(Console console, ClusterOptions cluster) {
    return new Sealer(CertificateSource.parse(bytes(console, cluster), Instant.now()));
  }
}
