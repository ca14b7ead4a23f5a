package dev.sealer.cli.es;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CommandBuilder;

/** The ExternalSecrets of a cluster. */
public final class EsCommand {
  private EsCommand() {}

  /** Returns the command with its own commands. */
  public static CommandBuilder line(Console console) {
    return CommandBuilder.group(
            "name a command: list, get, refresh, explain or render",
            "Shows, refreshes and renders ExternalSecrets, and explains why one is not Ready.")
        .below("list", new EsListCommand(console).line())
        .below("get", new EsGetCommand(console).line())
        .below("refresh", new EsRefreshCommand(console).line())
        .below("explain", new EsExplainCommand(console).line())
        .below("render", new EsRenderCommand(console).line())
        .footer("", "Examples:", "  sealer es list -A", "  sealer es explain db -n shop");
  }
}
