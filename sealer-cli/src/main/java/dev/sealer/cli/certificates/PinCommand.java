package dev.sealer.cli.certificates;

import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.cluster.ControllerAddress;
import dev.sealer.cli.cluster.ControllerClient;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;

/** Pins a certificate. */
public final class PinCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = ClusterOptions.ofController();

  private final Argument<String> name =
      Argument.parameter(0, "NAME", "", "Name to pin it for; else the context's.");

  private final Argument<String> source =
      Argument.option("--cert", "FILE|URL", "Certificate to pin, instead of the controller's.");

  private final Argument<String> accepted =
      Argument.option(
          "--accept",
          "FINGERPRINT",
          "Trust the certificate of this fingerprint without asking, and no other.");

  public PinCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Fetches the controller's certificate and keeps it for the context: afterwards every command seals"
                + " for it without asking the cluster.",
            "",
            "Run it again after the controller renewed its key. A certificate that is not newer than the"
                + " pinned one is refused.")
        .takes(cluster, name, source, accepted)
        .footer(
            "",
            "Examples:",
            "  sealer cert pin --context prod",
            "  sealer cert pin prod --cert prod.pem",
            "  sealer cert pin --accept SHA256:…");
  }

  @Override
  public Integer call() {
    ControllerAddress asked = cluster.cluster(console);
    boolean other = !name.value().isEmpty() && !name.value().equals(asked.name());
    ControllerAddress named =
        new ControllerAddress(
            name.value().isEmpty() ? asked.name() : name.value(),
            // A name of the user's own, or a file: nothing says that it is of this server.
            source.value().isEmpty() && !other ? asked.server() : "",
            asked.controller());
    if (named.name().isEmpty()) {
      throw new CommandFailure("the kubeconfig has no current context; give the pin a name");
    }
    byte[] pem =
        source.value().isEmpty()
            ? cluster.withController(console, ControllerClient::certificate)
            : CertificateSource.read(source.value(), console.environment());
    Instant now = Instant.now();
    SealingCertificate certificate = CertificateSource.parse(pem, now);
    PinnedCertificates pins = new PinnedCertificates(console);
    pins.check(named, certificate, accepted.value());
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
