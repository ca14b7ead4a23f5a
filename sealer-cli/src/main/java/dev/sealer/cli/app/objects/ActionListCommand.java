package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists what can be done with each object of an Application now. */
final class ActionListCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  ActionListCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(this, "Lists the actions that an Application's objects have now.")
        .takes(options, name)
        .footer("", "Examples:", "  sealer app actions list shop");
  }

  private record Actions(AppResource resource, List<ResourceAction> available) {
    String words(String separator) {
      return available.stream().map(ResourceAction::word).collect(Collectors.joining(separator));
    }
  }

  @Override
  public Integer call() {
    List<Actions> found = new ArrayList<>();
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      for (AppResource one :
          ApplicationSummary.of(client.read(options.key(name.value()))).resources()) {
        List<ResourceAction> all = ResourceAction.of(one);
        if (!all.isEmpty()) {
          Optional<JsonNode> live = client.object(one);
          live.ifPresent(object ->
              found.add(
                  new Actions(one, all.stream().filter(a -> a.isAvailable(object)).toList())));
        }
      }
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode array = tree.putArray("resources");
    for (Actions one : found) {
      ObjectNode node = array.addObject();
      one.resource().describe(node);
      one.available().forEach(action -> node.withArray("actions").add(action.word()));
    }
    options.print(console, tree, () -> table(found));
    return 0;
  }

  private static String table(List<Actions> found) {
    TextTable table = new TextTable("KIND", "NAMESPACE", "NAME", "ACTIONS");
    for (Actions one : found) {
      AppResource resource = one.resource();
      table.add(
          resource.kind() + "." + resource.group(),
          resource.namespace(),
          resource.name(),
          one.words(","));
    }
    return table.toString();
  }
}
