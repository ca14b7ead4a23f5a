package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** Lists Applications with what they follow and their state. */
final class AppListCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<Boolean> all =
      Argument.flag("-A, --all-namespaces", "List the Applications of all namespaces.");
  private final Argument<Boolean> unsettled =
      Argument.flag(
          "--unsettled", "List only Applications that are not Synced, Healthy and at rest.");

  AppListCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Lists Applications with what they follow, whether they are in sync, and health.")
        .takes(options, all, unsettled)
        .footer("", "Examples:", "  sealer app list", "  sealer app list -A --unsettled -o json");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      List<ApplicationSummary> found =
          new ApplicationClient(api)
              .list(all.value() ? "" : options.namespace()).stream()
                  .filter(one -> !unsettled.value() || !one.isSettled())
                  .toList();
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode array = tree.putArray("applications");
      found.forEach(one -> one.describe(array.addObject()));
      options.print(console, tree, () -> table(found));
    }
    return 0;
  }

  private String table(List<ApplicationSummary> found) {
    TextTable table =
        new TextTable("NAME", "SYNC", "HEALTH", "OPERATION", "REVISION", "PATH", "CONDITIONS");
    for (ApplicationSummary one : found) {
      table.add(
          all.value() ? one.key().toString() : one.key().name(),
          one.sync().status(),
          one.health(),
          one.operation().phase(),
          ApplicationSummary.shortened(one.sync().revision()),
          one.sources().stream()
              .map(ApplicationSummary.Source::path)
              .collect(Collectors.joining(",")),
          one.conditionTypes());
    }
    return table.toString();
  }
}
