package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.HistoryEntry;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Syncs an Application to a commit of its history. */
final class AppRollbackCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> id =
      Argument.parameter(1, "ID", "", "ID in `sealer app history`; else the sync before the last.");
  private final Argument<Boolean> prune =
      Argument.flag("--prune", "Delete objects that the commit does not have.");
  private final Argument<Integer> timeout = ApplicationWait.timeout();

  AppRollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Syncs an Application to an earlier sync of its history, and waits for the end. Refused"
                + " while automated sync is on, which would bring the newest commit back at once.")
        .takes(options, name, id, prune, timeout)
        .footer("", "Examples:", "  sealer app rollback shop", "  sealer app rollback shop 3");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      ObjectKey key = options.key(name.value());
      JsonNode application = client.read(key);
      if (ApplicationSummary.of(application).sync().automated()) {
        throw new CommandFailure(
            "automated sync of "
                + key
                + " would undo the rollback; set spec.syncPolicy.automated.enabled to false first,"
                + " or revert the commit in Git");
      }
      HistoryEntry entry = chosen(HistoryEntry.of(application), key);
      ObjectNode sync = JsonNodeFactory.instance.objectNode();
      sync.put("prune", prune.value());
      entry.chooseIn(sync);
      new SyncStarter(console, client, options)
          .run(key, sync, Optional.of(Duration.ofSeconds(timeout.value())));
    }
    return 0;
  }

  private HistoryEntry chosen(List<HistoryEntry> history, ObjectKey key) {
    if (id.value().isEmpty()) {
      if (history.size() < 2) {
        throw new CommandFailure(key + " has no earlier sync to roll back to");
      }
      return history.get(1);
    }
    return history.stream()
        .filter(one -> Long.toString(one.id()).equals(id.value()))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                "no sync %s in the history of %s; see `sealer app history %s`"
                    .formatted(id.value(), key, key.name())));
  }
}
