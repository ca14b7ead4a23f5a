package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.certificate.PinnedCertificates.Cluster;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches the certificate that Secrets are sealed for. */
@Command(
    name = "fetch",
    description = {
      "Prints the certificate of the controller, for later use with --cert.",
      "",
      "Where a certificate is pinned for the context, another one is refused, unless it begins later"
          + " and you confirm it: then it is pinned too."
    },
    footer = {
      "",
      "Examples:",
      "  sealer cert fetch -o cluster.pem",
      "  sealer cert fetch --cert https://sealing.example.com/v1/cert.pem"
    })
public final class FetchCertVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--cert",
      paramLabel = "FILE|URL",
      defaultValue = "${env:SEALED_SECRETS_CERT:-}",
      description = "Where to fetch it from, instead of the controller.")
  private String certificate = "";

  @Option(
      names = "--accept",
      paramLabel = "FINGERPRINT",
      defaultValue = "",
      description = "Trust the certificate of this fingerprint without asking, and no other.")
  private String accepted = "";

  public FetchCertVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] pem =
        certificate.isEmpty()
            ? cluster.withController(console, Controller::certificate)
            : CertificateSource.read(certificate, console.environment());
    // A source of the user's own is the context's certificate only if they say so.
    boolean pinned = certificate.isEmpty() || cluster.namesContext();
    if (pinned || !accepted.isEmpty()) {
      check(pem, pinned);
    }
    output.write(console, pem);
    return 0;
  }

  private void check(byte[] pem, boolean pinned) {
    PinnedCertificates pins = new PinnedCertificates(console);
    Cluster named = pinned ? cluster.cluster(console) : new Cluster("", "", "");
    boolean compared = pins.of(named).isPresent();
    if (compared || !accepted.isEmpty()) {
      Instant now = Instant.now();
      SealingCertificate fetched = CertificateSource.parse(pem, now);
      pins.check(named, fetched, accepted);
      if (compared) {
        pins.pin(named, fetched, now);
      }
    }
  }
}
