package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;

/** Shows one Application: what it follows, its state and its problems. */
final class AppGetCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  AppGetCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Shows one Application: what it follows, its state, its sync and its problems.")
        .takes(options, name)
        .footer("", "Examples:", "  sealer app get shop", "  sealer app get shop -o yaml");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ApplicationSummary found =
          ApplicationSummary.of(new ApplicationClient(api).read(options.key(name.value())));
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      found.describe(tree);
      options.print(console, tree, () -> text(found));
    }
    return 0;
  }

  private static String text(ApplicationSummary found) {
    StringBuilder out = new StringBuilder();
    line(out, "name", found.key().toString());
    for (ApplicationSummary.Source one : found.sources()) {
      line(out, "source", one.repository() + " " + one.path());
      line(out, "follows", one.revision());
    }
    line(
        out,
        "sync",
        found.sync().status() + " with " + ApplicationSummary.shortened(found.sync().revision()));
    line(out, "automated", found.sync().automated() ? "yes" : "no");
    line(out, "health", found.health());
    line(out, "operation", (found.operation().phase() + " " + found.operation().message()).strip());
    for (ApplicationSummary.Condition one : found.conditions()) {
      line(out, one.type(), one.message());
    }
    long differing = found.resources().stream().filter(AppResource::isOutOfSync).count();
    line(out, "objects", found.resources().size() + ", " + differing + " not in sync");
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String value) {
    if (!value.isEmpty()) {
      out.append("%-11s%s%n".formatted(label + ":", " " + value));
    }
  }
}
