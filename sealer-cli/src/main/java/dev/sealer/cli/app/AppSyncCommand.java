package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ResourceChoice;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts a sync, and waits for its end. */
final class AppSyncCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> revision =
      Argument.option("--revision", "REVISION", "Branch, tag or commit; else the Application's.");
  private final Argument<Boolean> prune = Argument.flag("--prune", "Delete objects that left Git.");
  private final Argument<Boolean> dryRun =
      Argument.flag("--dry-run", "Ask the API server about each object, and write nothing.");
  private final Argument<List<String>> resources =
      Argument.options(
          "--resource",
          "GROUP:KIND:NAME",
          "Sync only this object, such as apps:Deployment:web. May be repeated.");
  private final Argument<List<String>> syncOptions =
      Argument.options(
          "--option", "NAME=VALUE", "Sync option, instead of the Application's. May be repeated.");
  private final Argument<Boolean> async =
      Argument.flag("--async", "Do not wait until the sync has ended.");
  private final Argument<Integer> timeout = ApplicationWait.timeout();

  AppSyncCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Syncs an Application, and waits until the sync has ended. Ends with 1 if it fails.")
        .takes(options, name, revision, prune, dryRun, resources, syncOptions, async, timeout)
        .footer(
            "",
            "Examples:",
            "  sealer app sync shop --prune",
            "  sealer app sync shop --resource apps:Deployment:web --dry-run");
  }

  @Override
  public Integer call() {
    ObjectNode sync = JsonNodeFactory.instance.objectNode();
    if (!revision.value().isEmpty()) {
      sync.put("revision", revision.value());
    }
    sync.put("prune", prune.value());
    sync.put("dryRun", dryRun.value());
    resources.value().forEach(one -> resource(one, sync.withArray("resources").addObject()));
    syncOptions.value().forEach(sync.withArray("syncOptions")::add);
    try (ClusterApi api = options.open(console)) {
      SyncStarter starter = new SyncStarter(console, new ApplicationClient(api), options);
      Optional<Duration> patience =
          async.value() ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout.value()));
      starter.run(options.key(name.value()), sync, patience);
    }
    return 0;
  }

  private static void resource(String text, ObjectNode into) {
    ResourceChoice chosen = ResourceChoice.parse(text);
    into.put("group", chosen.group()).put("kind", chosen.kind()).put("name", chosen.name());
  }
}
