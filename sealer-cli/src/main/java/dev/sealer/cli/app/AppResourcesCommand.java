package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.util.List;

/** Lists the objects of an Application. */
final class AppResourcesCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<Boolean> differing =
      Argument.flag("--out-of-sync", "List only objects that are not in sync.");

  AppResourcesCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(this, "Lists the objects of an Application with their state.")
        .takes(options, name, differing)
        .footer("", "Examples:", "  sealer app resources shop --out-of-sync");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      List<AppResource> found =
          ApplicationSummary.of(new ApplicationClient(api).read(options.key(name.value())))
              .resources()
              .stream()
              .filter(one -> !differing.value() || one.isOutOfSync())
              .toList();
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode array = tree.putArray("resources");
      found.forEach(one -> one.describe(array.addObject()));
      options.print(console, tree, () -> table(found));
    }
    return 0;
  }

  private static String table(List<AppResource> found) {
    TextTable table = new TextTable("KIND", "NAMESPACE", "NAME", "SYNC", "HEALTH", "PRUNE");
    for (AppResource one : found) {
      table.add(
          one.group().isEmpty() ? one.kind() : one.kind() + "." + one.group(),
          one.namespace(),
          one.name(),
          one.sync(),
          one.health(),
          one.prune() ? "yes" : "");
    }
    return table.toString();
  }
}
