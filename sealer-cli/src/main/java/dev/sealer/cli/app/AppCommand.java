package dev.sealer.cli.app;

import dev.sealer.cli.app.objects.AppActionsCommand;
import dev.sealer.cli.app.objects.AppLogsCommand;
import dev.sealer.cli.app.objects.AppManifestsCommand;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CommandBuilder;

/** The Applications of a cluster. */
public final class AppCommand {
  private AppCommand() {}

  /** Returns the command with its own commands. */
  public static CommandBuilder line(Console console) {
    CommandBuilder group =
        CommandBuilder.group(
                "name a command: create, list, get, set, diff, sync, wait, history, rollback, refresh, pause,"
                    + " resume, terminate, resources, tree, manifests, actions, logs or delete",
                "Shows, syncs and rolls back Applications.")
            .below("list", new AppListCommand(console).line())
            .below("get", new AppGetCommand(console).line())
            .below("create", new AppCreateCommand(console).line())
            .below("set", new AppSetCommand(console).line())
            .below("diff", new AppDiffCommand(console).line())
            .below("sync", new AppSyncCommand(console).line())
            .below("wait", new AppWaitCommand(console).line())
            .below("history", new AppHistoryCommand(console).line())
            .below("rollback", new AppRollbackCommand(console).line())
            .below("resources", new AppResourcesCommand(console).line())
            .below("tree", new AppTreeCommand(console).line())
            .below("manifests", new AppManifestsCommand(console).line())
            .below("actions", AppActionsCommand.line(console))
            .below("logs", new AppLogsCommand(console).line())
            .below("delete", new AppDeleteCommand(console).line());
    for (AppRequest request : AppRequest.values()) {
      group.below(request.word(), new AppRequestCommand(console, request).line());
    }
    return group.footer(
        "", "Examples:", "  sealer app list", "  sealer app sync shop", "  sealer app diff shop");
  }
}
