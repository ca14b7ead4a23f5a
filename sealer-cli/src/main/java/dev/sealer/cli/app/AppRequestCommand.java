package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;
import java.util.List;

/** Sends one {@link AppRequest} to Applications. */
final class AppRequestCommand implements CliCommand {
  private final Console console;
  private final AppRequest request;
  private final AppOptions options = new AppOptions();
  private final Argument<List<String>> names =
      Argument.parameters(0, 1, "NAME", "Names of the Applications.");
  private final Argument<Boolean> hard =
      Argument.flag("--hard", "Also render and compare again what has not changed.");

  AppRequestCommand(Console console, AppRequest request) {
    this.console = console;
    this.request = request;
  }

  @Override
  public CommandBuilder line() {
    CommandBuilder line = CommandBuilder.of(this, request.description()).takes(options, names);
    return (request == AppRequest.REFRESH ? line.takes(hard) : line)
        .footer("", "Examples:", "  sealer app " + request.word() + " shop");
  }

  @Override
  public Integer call() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    StringBuilder text = new StringBuilder();
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      for (String name : names.value()) {
        ObjectKey key = options.key(name);
        client.patch(request.word(), key, request.patch(client.read(key), hard.value()));
        tree.withArray("applications")
            .addObject()
            .put("namespace", key.namespace())
            .put("name", name);
        text.append(request.done().formatted(key)).append('\n');
      }
    }
    options.print(console, tree, text::toString);
    return 0;
  }
}
