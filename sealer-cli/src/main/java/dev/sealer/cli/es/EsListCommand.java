package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.time.Instant;
import java.util.List;

/** Lists ExternalSecrets with their stores, state and refresh times. */
final class EsListCommand implements CliCommand {
  private final Console console;
  private final EsOptions options = new EsOptions();

  private final Argument<Boolean> all =
      Argument.flag("-A, --all-namespaces", "List the ExternalSecrets of all namespaces.");

  private final Argument<Boolean> failing =
      Argument.flag("--not-ready", "List only ExternalSecrets that are not Ready.");

  EsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Lists ExternalSecrets with their stores, whether they are Ready and why not, and when they"
                + " were and will be refreshed.")
        .takes(options, all, failing)
        .footer("", "Examples:", "  sealer es list", "  sealer es list -A --not-ready -o json");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      String namespace = all.value() ? "" : options.namespace(console);
      List<ExternalSecretView> found =
          new ExternalSecretReader(api)
              .list(namespace).stream()
                  .map(ExternalSecretView::of)
                  .filter(each -> !failing.value() || !each.ready().isTrue())
                  .toList();
      options.print(console, tree(found), () -> table(found));
    }
    return 0;
  }

  private static ObjectNode tree(List<ExternalSecretView> found) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode array = tree.putArray("externalSecrets");
    found.forEach(each -> each.describe(array.addObject()));
    return tree;
  }

  private static String table(List<ExternalSecretView> found) {
    TextTable table =
        new TextTable("NAMESPACE", "NAME", "STORE", "READY", "REASON", "REFRESHED", "NEXT");
    for (ExternalSecretView each : found) {
      table.add(
          each.namespace(),
          each.name(),
          String.join(",", each.stores()),
          each.ready().status(),
          each.ready().reason(),
          each.refreshed().map(Instant::toString).orElse(""),
          each.next().map(Instant::toString).orElse(""));
    }
    return table.toString();
  }
}
