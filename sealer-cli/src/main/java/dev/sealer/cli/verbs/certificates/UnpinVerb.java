package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.io.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets a pinned certificate. */
@Command(
    name = "unpin",
    description = "Forgets the certificate pinned for a context or name.",
    footer = {"", "Example:", "  sealer cert unpin prod"})
public final class UnpinVerb implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name it is pinned for.")
  private String name = "";

  public UnpinVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    new PinnedCertificates(console).unpin(name);
    return 0;
  }
}
