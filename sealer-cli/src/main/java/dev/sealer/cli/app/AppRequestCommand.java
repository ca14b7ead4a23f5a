package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends one {@link AppRequest} to Applications. */
final class AppRequestCommand implements CliCommand {
  private final Console console;
  private final AppRequest request;
  private final AppOptions options = new AppOptions();
  private final Argument<List<String>> names =
      Argument.parameters(0, 1, "NAME", "Names of the Applications.");
  private final Argument<Boolean> hard =
      Argument.flag("--hard", "Also render and compare again what has not changed.");

  private final Argument<String> pause =
      Argument.option(
          "--for",
          "DURATION",
          "Only pause automated syncs and self-heal, and only for this long, such as 2h.");

  AppRequestCommand(Console console, AppRequest request) {
    this.console = console;
    this.request = request;
  }

  @Override
  public CommandBuilder line() {
    CommandBuilder line = CommandBuilder.of(this, request.description()).takes(options, names);
    CommandBuilder complete =
        switch (request) {
          case REFRESH -> line.takes(hard);
          case PAUSE -> line.takes(pause);
          case RESUME, TERMINATE -> line;
        };
    return complete.footer("", "Examples:", "  sealer app " + request.word() + " shop");
  }

  @Override
  public Integer call() {
    Optional<Instant> until = until();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    StringBuilder text = new StringBuilder();
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      for (String name : names.value()) {
        ObjectKey key = options.key(name);
        client.patch(
            request.word(),
            key,
            until
                .map(AppRequest::pauseUntil)
                .orElseGet(() -> request.patch(client.read(key), hard.value())));
        tree.withArray("applications")
            .addObject()
            .put("namespace", key.namespace())
            .put("name", key.name());
        text.append(request.done().formatted(key)).append('\n');
      }
    }
    options.print(console, tree, text::toString);
    return 0;
  }

  private Optional<Instant> until() {
    if (request != AppRequest.PAUSE || pause.value().isEmpty()) {
      return Optional.empty();
    }
    Duration length =
        GoDuration.parse(pause.value())
            .filter(Duration::isPositive)
            .orElseThrow(() ->
                new UsageException(
                    "invalid --for \"" + pause.value() + "\"; use a duration such as 2h"));
    return Optional.of(Instant.now().plus(length));
  }
}
