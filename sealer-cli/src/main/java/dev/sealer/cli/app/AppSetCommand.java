package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.kube.ObjectKey;

/** Changes fields of an Application. */
final class AppSetCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final AppSpecOptions fields = new AppSpecOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  AppSetCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Changes the given fields of an Application. Its other fields stay as they are.")
        .takes(options, fields, name)
        .footer(
            "",
            "Examples:",
            "  sealer app set shop --revision v1.4.2",
            "  sealer app set shop --sync-policy automated --self-heal");
  }

  @Override
  public Integer call() {
    ObjectNode spec = fields.fields();
    if (spec.isEmpty()) {
      throw new UsageException("name a field to change, such as --revision");
    }
    ObjectKey key = options.key(name.value());
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      JsonNode application = client.read(key);
      if (spec.has("source") && !application.at("/spec/sources").isEmpty()) {
        throw new CommandFailure(key + " has spec.sources; edit its manifest instead");
      }
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch
          .putObject("metadata")
          .put("resourceVersion", application.at("/metadata/resourceVersion").asText());
      patch.set("spec", spec);
      client.patch("change", key, patch);
    }
    options.print(console, AppOptions.named(key), () -> "%s is changed%n".formatted(key));
    return 0;
  }
}
