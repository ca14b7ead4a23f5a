package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.certificate.CertificateSource;
import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.certificate.PinnedCertificates.Cluster;
import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pins a certificate. */
@Command(
    name = "pin",
    description = {
      "Fetches the controller's certificate and keeps it for the context: afterwards every verb seals"
          + " for it without asking the cluster.",
      "",
      "Run it again after the controller renewed its key. A certificate that is not newer than the"
          + " pinned one is refused."
    },
    footer = {
      "",
      "Examples:",
      "  sealer cert pin --context prod",
      "  sealer cert pin prod --cert prod.pem",
      "  sealer cert pin --accept SHA256:…"
    })
public final class PinVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name to pin it for; else the context's.")
  private String name = "";

  @Option(
      names = "--cert",
      paramLabel = "FILE|URL",
      defaultValue = "",
      description = "Certificate to pin, instead of the controller's.")
  private String source = "";

  @Option(
      names = "--accept",
      paramLabel = "FINGERPRINT",
      defaultValue = "",
      description = "Trust the certificate of this fingerprint without asking, and no other.")
  private String accepted = "";

  public PinVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Cluster asked = cluster.cluster(console);
    boolean other = !name.isEmpty() && !name.equals(asked.name());
    Cluster named =
        new Cluster(
            name.isEmpty() ? asked.name() : name,
            // A name of the user's own, or a file: nothing says that it is of this server.
            source.isEmpty() && !other ? asked.server() : "",
            asked.controller());
    if (named.name().isEmpty()) {
      throw new CommandFailure("there is no context to pin for: give a name");
    }
    byte[] pem =
        source.isEmpty()
            ? cluster.withController(console, Controller::certificate)
            : CertificateSource.read(source, console.environment());
    Instant now = Instant.now();
    SealingCertificate certificate = CertificateSource.parse(pem, now);
    PinnedCertificates pins = new PinnedCertificates(console);
    pins.check(named, certificate, accepted);
    boolean changed = pins.pin(named, certificate, now);
    console
        .err()
        .println(
            "%s %s for %s, valid until %s"
                .formatted(
                    changed ? "pinned" : "already pinned",
                    certificate.fingerprint().value(),
                    named.name(),
                    certificate.notAfter()));
    return 0;
  }
}
