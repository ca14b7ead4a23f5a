package dev.sealer.cli.options;

import dev.sealer.cli.certificate.CertificateAge;
import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.certificate.Pin;
import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Arguments;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Which certificate to seal for. */
public final class CertificateOptions implements Arguments {
  private static final String PIN = "pin:";

  private final Argument<String> certificate =
      Argument.option(
          "--cert",
          "FILE|URL|pin:NAME",
          "${env:SEALED_SECRETS_CERT:-}",
          "Certificate to seal for; else the one pinned for the context; else the controller is"
              + " asked.");

  @Override
  public void addTo(CommandSpec spec) {
    certificate.addTo(spec);
  }

  /** The certificate's bytes, as they were found. */
  public byte[] bytes(Console console, ClusterOptions cluster) {
    return bytes(certificate.value(), console, cluster);
  }

  /**
   * The bytes of a certificate.
   *
   * @param source file, URL or pin; empty for the one pinned for the context, or the controller's
   */
  static byte[] bytes(String source, Console console, ClusterOptions cluster) {
    PinnedCertificates pins = new PinnedCertificates(console);
    if (source.startsWith(PIN)) {
      return pem(pins.named(source.substring(PIN.length())));
    }
    if (!source.isEmpty()) {
      return CertificateSource.read(source, console.environment());
    }
    Optional<Pin> pin = pins.of(cluster.cluster(console));
    return pin.isPresent()
        ? pem(pin.get())
        : cluster.withController(console, Controller::certificate);
  }

  private static byte[] pem(Pin pin) {
    return pin.certificate().toPem().getBytes(StandardCharsets.US_ASCII);
  }

  /** Seals for the certificate; warns when it is about to expire or probably renewed. */
  public Sealer sealer(Console console, ClusterOptions cluster) {
    return sealer(bytes(console, cluster), console);
  }

  static Sealer sealer(byte[] pem, Console console) {
    Instant now = Instant.now();
    SealingCertificate parsed = CertificateSource.parse(pem, now);
    CertificateAge.warnings(parsed, now, console.environment())
        .forEach(warning -> console.err().println("warning: " + warning));
    return new Sealer(parsed);
  }
}
