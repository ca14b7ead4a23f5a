package dev.sealer.cli.certificates;

import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerAddress;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.OutputFile;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;

/** Fetches the certificate that Secrets are sealed for. */
public final class FetchCertCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = ClusterOptions.ofController();
  private final OutputFile output = new OutputFile();

  private final Argument<String> certificate =
      Argument.option(
          "--cert",
          "FILE|URL",
          "${env:SEALED_SECRETS_CERT:-}",
          "Where to fetch it from, instead of the controller.");

  private final Argument<String> accepted =
      Argument.option(
          "--accept",
          "FINGERPRINT",
          "Trust the certificate of this fingerprint without asking, and no other.");

  public FetchCertCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Prints the certificate of the controller, for later use with --cert.",
            "",
            "Where a certificate is pinned for the context, another one is refused, unless it begins later"
                + " and you confirm it: then it is pinned too.")
        .takes(cluster, output, certificate, accepted)
        .footer(
            "",
            "Examples:",
            "  sealer cert fetch -w cluster.pem",
            "  sealer cert fetch --cert https://sealing.example.com/v1/cert.pem");
  }

  @Override
  public Integer call() {
    output.check();
    byte[] pem =
        certificate.value().isEmpty()
            ? cluster.withController(console, ControllerClient::certificate)
            : CertificateSource.read(certificate.value(), console.environment());
    // A source of the user's own is the context's certificate only if they say so.
    boolean pinned = certificate.value().isEmpty() || cluster.namesContext();
    if (pinned || !accepted.value().isEmpty()) {
      check(pem, pinned);
    }
    output.write(console, pem);
    return 0;
  }

  private void check(byte[] pem, boolean pinned) {
    PinnedCertificates pins = new PinnedCertificates(console);
    ControllerAddress named = pinned ? cluster.cluster(console) : new ControllerAddress("", "", "");
    boolean compared = pins.of(named).isPresent();
    if (compared || !accepted.value().isEmpty()) {
      Instant now = Instant.now();
      SealingCertificate fetched = CertificateSource.parse(pem, now);
      pins.check(named, fetched, accepted.value());
      if (compared) {
        pins.pin(named, fetched, now);
      }
    }
  }
}
