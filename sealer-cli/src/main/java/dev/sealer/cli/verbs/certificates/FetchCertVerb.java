package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fetches the certificate that Secrets are sealed for. */
@Command(
    name = "fetch-cert",
    description = "Prints the certificate of the controller, for later use with --cert.",
    footer = {"", "Example:", "  sealer fetch-cert -o cluster.pem"})
public final class FetchCertVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  public FetchCertVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.write(console, certificate.bytes(console, cluster));
    return 0;
  }
}
