package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.OwnedObjects;
import dev.sealer.cli.app.model.OwnedObjects.Place;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.util.List;

/** Shows the objects of an Application and what those have created. */
final class AppTreeCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  AppTreeCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Shows the objects of an Application as a tree, with the ReplicaSets, Jobs and Pods that"
                + " they have created. Kinds that you may not list are left out.")
        .takes(options, name)
        .footer("", "Examples:", "  sealer app tree shop");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      List<AppResource> resources =
          ApplicationSummary.of(client.read(options.key(name.value()))).resources();
      OwnedObjects owned = OwnedObjects.of(client, resources);
      options.print(console, tree(resources, owned), () -> text(resources, owned));
    }
    return 0;
  }

  private static Place place(AppResource one) {
    return new Place(one.namespace(), one.kind(), one.name());
  }

  private static ObjectNode tree(List<AppResource> resources, OwnedObjects owned) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode array = tree.putArray("resources");
    for (AppResource one : resources) {
      ObjectNode node = array.addObject();
      one.describe(node);
      owned.describe(place(one), node);
    }
    return tree;
  }

  private static String text(List<AppResource> resources, OwnedObjects owned) {
    StringBuilder out = new StringBuilder();
    for (AppResource one : resources) {
      out.append(one.namespace().isEmpty() ? "" : one.namespace() + " ").append(one.title());
      out.append("  ").append(one.sync());
      out.append(one.health().isEmpty() ? "" : " " + one.health()).append('\n');
      owned
          .below(place(one))
          .forEach((child, depth) ->
              out.append("  ".repeat(depth))
                  .append(child.kind())
                  .append('/')
                  .append(child.name())
                  .append('\n'));
    }
    return out.toString();
  }
}
