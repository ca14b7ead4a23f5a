package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.util.Optional;

/** Waits until an Application is in sync and healthy. */
final class AppWaitCommand implements CliCommand {

  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> revision =
      Argument.option("--revision", "SHA", "Commit to wait for; else the one that is found.");
  private final Argument<Integer> timeout = ApplicationWait.timeout();

  AppWaitCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Waits until an Application is Synced, Healthy and at rest. Asks for a refresh first, so"
                + " that the newest commit counts. Ends with 1 as soon as its sync has failed.")
        .takes(options, name, revision, timeout)
        .footer(
            "",
            "Examples:",
            "  sealer app wait shop",
            "  sealer app wait shop --revision \"$(git rev-parse HEAD)\" --timeout 600");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      ObjectKey key = options.key(name.value());
      client.patch(
          "refresh",
          key,
          ApplicationClient.annotation(ApplicationSummary.REFRESHES, TextNode.valueOf("normal")));
      ApplicationWait wait =
          new ApplicationWait(console, client, Duration.ofSeconds(timeout.value()));
      ApplicationSummary found = wait.until(key, this::left);
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      found.describe(tree);
      options.print(
          console,
          tree,
          () ->
              "%s is Synced and Healthy with %s%n"
                  .formatted(key, ApplicationSummary.shortened(found.sync().revision())));
    }
    return 0;
  }

  private Optional<String> left(ApplicationSummary found) {
    boolean otherCommit =
        !revision.value().isEmpty() && !found.sync().revision().startsWith(revision.value());
    boolean current = found.operation().revision().equals(found.sync().revision());
    if (found.operation().hasFailed() && current && !otherCommit && !found.isRefreshing()) {
      throw new CommandFailure(
          "the sync of %s failed: %s".formatted(found.key(), found.operation().message()));
    }
    if (found.isRefreshing()) {
      return Optional.of("is compared with Git");
    }
    if (otherCommit) {
      return Optional.of("is at commit " + ApplicationSummary.shortened(found.sync().revision()));
    }
    return found.isSettled()
        ? Optional.empty()
        : Optional.of(
            (found.sync().status() + ", " + found.health() + ", sync " + found.operation().phase())
                + (found.operation().isRunning() ? ": " + found.operation().message() : ""));
  }
}
