package dev.sealer.cli.app.objects;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CommandBuilder;

/** Groups the commands that change the objects of an Application. */
public final class AppActionsCommand {
  private AppActionsCommand() {}

  /** Returns the command with its own commands. */
  public static CommandBuilder line(Console console) {
    return CommandBuilder.group(
            "name a command: list or run",
            "Restarts, pauses, suspends and refreshes objects of an Application, with your own"
                + " rights. Git is not changed: what Git states is put back by self-heal.")
        .below("list", new ActionListCommand(console).line())
        .below("run", new ActionRunCommand(console).line())
        .footer(
            "",
            "Examples:",
            "  sealer app actions list shop",
            "  sealer app actions run shop restart --resource apps:Deployment:web");
  }
}
