package dev.sealer.cli.verbs.certificates;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.VerbLine;

/** The group of verbs about certificates. */
public final class CertVerb {
  private CertVerb() {}

  /** The group with its verbs. */
  public static VerbLine line(Console console) {
    return VerbLine.group(
            "say what to do: fetch, pin, unpin or list",
            "Fetches, pins and lists the certificates that Secrets are sealed for.")
        .below("fetch", new FetchCertVerb(console).line())
        .below("pin", new PinVerb(console).line())
        .below("unpin", new UnpinVerb(console).line())
        .below("list", new ListVerb(console).line())
        .footer("", "Examples:", "  sealer cert pin --context prod", "  sealer cert list");
  }
}
