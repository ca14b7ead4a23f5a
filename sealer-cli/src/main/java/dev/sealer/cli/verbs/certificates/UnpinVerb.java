package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.certificate.PinnedCertificates;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;

/** Forgets a pinned certificate. */
public final class UnpinVerb implements Verb {
  private final Console console;

  private final Argument<String> name = Argument.parameter(0, "NAME", "Name it is pinned for.");

  public UnpinVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(this, "Forgets the certificate pinned for a context or name.")
        .takes(name)
        .footer("", "Example:", "  sealer cert unpin prod");
  }

  @Override
  public Integer call() {
    new PinnedCertificates(console).unpin(name.value());
    return 0;
  }
}
