package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.HistoryEntry;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.util.List;

/** Lists the full syncs of an Application. */
final class AppHistoryCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  AppHistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Lists the syncs of an Application that can be rolled back to, the newest first.")
        .takes(options, name)
        .footer("", "Examples:", "  sealer app history shop");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      List<HistoryEntry> found =
          HistoryEntry.of(new ApplicationClient(api).read(options.key(name.value())));
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode array = tree.putArray("history");
      found.forEach(one -> one.describe(array.addObject()));
      options.print(console, tree, () -> table(found));
    }
    return 0;
  }

  private static String table(List<HistoryEntry> found) {
    TextTable table = new TextTable("ID", "DEPLOYED", "REVISION", "AUTHOR", "SUBJECT");
    for (HistoryEntry one : found) {
      table.add(
          Long.toString(one.id()),
          one.deployedAt(),
          ApplicationSummary.shortened(one.revision()),
          one.author(),
          one.subject());
    }
    return table.toString();
  }
}
