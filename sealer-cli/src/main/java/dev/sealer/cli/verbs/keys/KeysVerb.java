package dev.sealer.cli.verbs.keys;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.VerbLine;

/** The sealing keys of a cluster. */
public final class KeysVerb {
  private KeysVerb() {}

  /** The verb with its own verbs. */
  public static VerbLine line(Console console) {
    return VerbLine.group(
            "name a verb: list or renew",
            "Lists the sealing keys of a cluster, and makes a new one.")
        .below("list", new KeysListVerb(console).line())
        .below("renew", new KeysRenewVerb(console).line())
        .footer("", "Examples:", "  sealer keys list --used-by deploy/", "  sealer keys renew");
  }

  /** By which names the controller knows its keys. */
  static Argument<String> prefix() {
    return Argument.option(
        "--key-prefix",
        "NAME",
        "sealed-secrets-key",
        "The controller's --key-prefix (${DEFAULT-VALUE}).");
  }
}
