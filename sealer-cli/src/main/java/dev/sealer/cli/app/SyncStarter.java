package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.kube.ObjectKey;
import java.time.Duration;
import java.util.Optional;

/** Writes an operation to an Application, and reports what becomes of it. */
final class SyncStarter {
  private final Console console;
  private final ApplicationClient client;
  private final AppOptions options;

  SyncStarter(Console console, ApplicationClient client, AppOptions options) {
    this.console = console;
    this.client = client;
    this.options = options;
  }

  /**
   * Starts a sync.
   *
   * @param patience how long to wait for its end; empty to return at once
   * @throws CommandFailure if another sync runs, or this one fails
   */
  void run(ObjectKey key, ObjectNode sync, Optional<Duration> patience) {
    JsonNode before = client.read(key);
    ApplicationSummary found = ApplicationSummary.of(before);
    if (found.isRequested() || found.operation().isRunning()) {
      throw new CommandFailure(
          "a sync of %s runs already; wait for it, or end it with `sealer app terminate %s`"
              .formatted(key, key.name()));
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .put("resourceVersion", before.at("/metadata/resourceVersion").asText());
    ObjectNode operation = patch.putObject("operation");
    operation.putObject("initiatedBy").put("username", "sealer app");
    operation.set("sync", sync);
    client.patch("sync", key, patch);
    if (patience.isPresent()) {
      report(key, patience.get());
    } else {
      ObjectNode tree = AppOptions.named(key).put("phase", "Requested");
      options.print(console, tree, () -> "sync of %s requested%n".formatted(key));
    }
  }

  private void report(ObjectKey key, Duration patience) {
    // The controller takes the request off with the write that shows the sync.
    ApplicationSummary end =
        new ApplicationWait(console, client, patience)
            .until(
                key,
                found ->
                    found.isRequested() || found.operation().isRunning()
                        ? Optional.of(
                            found.isRequested()
                                ? "waits for the controller"
                                : found.operation().progress())
                        : Optional.empty());
    if (end.operation().hasFailed()) {
      throw new CommandFailure(
          "the sync of %s failed: %s".formatted(key, end.operation().message()));
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    end.describe(tree);
    options.print(console, tree, () -> "%s: %s%n".formatted(key, end.operation().progress()));
  }
}
