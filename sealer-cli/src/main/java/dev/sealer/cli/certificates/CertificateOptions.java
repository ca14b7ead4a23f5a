package dev.sealer.cli.certificates;

import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Options that choose the certificate to seal for. */
public final class CertificateOptions implements ArgumentGroup {
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

  /** Returns the certificate's bytes, as they were found. */
  public byte[] bytes(Console console, ClusterOptions cluster) {
    return bytes(certificate.value(), console, cluster);
  }

  private static byte[] bytes(String source, Console console, ClusterOptions cluster) {
    PinnedCertificates pins = new PinnedCertificates(console);
    if (source.startsWith(PIN)) {
      return pem(pins.named(source.substring(PIN.length())));
    }
    if (!source.isEmpty()) {
      return CertificateSource.read(source, console.environment());
    }
    Optional<CertificatePin> pin = pins.of(cluster.cluster(console));
    return pin.isPresent()
        ? pem(pin.get())
        : cluster.withController(console, ControllerClient::certificate);
  }

  private static byte[] pem(CertificatePin pin) {
    return pin.certificate().toPem().getBytes(StandardCharsets.US_ASCII);
  }

  /** Seals for the certificate; warns when it is about to expire or probably renewed. */
  public Sealer sealer(Console console, ClusterOptions cluster) {
    return sealer(bytes(console, cluster), console);
  }

  /**
   * Seals for a certificate that is named by hand.
   *
   * @param source file, URL or pin; empty for the one pinned for the context, or the controller's
   */
  public static Sealer sealer(String source, Console console, ClusterOptions cluster) {
    return sealer(bytes(source, console, cluster), console);
  }

  private static Sealer sealer(byte[] pem, Console console) {
    Instant now = Instant.now();
    SealingCertificate parsed = CertificateSource.parse(pem, now);
    CertificateAge.warnings(parsed, now, console.environment())
        .forEach(warning -> console.warning(warning));
    return new Sealer(parsed);
  }
}
