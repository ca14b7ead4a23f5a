package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.sealer.kube.ObjectKey;
import java.util.List;

/** Deletes an Application, with its objects or without them. */
final class AppDeleteCommand implements CliCommand {
  static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final List<String> HOOK_FINALIZERS =
      List.of(
          "pre-delete-finalizer.argocd.argoproj.io", "post-delete-finalizer.argocd.argoproj.io");

  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> cascade =
      Argument.option(
          "--cascade",
          "HOW",
          "foreground, background, or none, which leaves its objects in the cluster. Required.");

  AppDeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Deletes an Application. With --cascade=foreground or background its objects are deleted,"
                + " too; --cascade=none leaves them in the cluster.")
        .takes(options, name, cascade)
        .footer(
            "",
            "Examples:",
            "  sealer app delete shop --cascade=none",
            "  sealer app delete shop --cascade=foreground");
  }

  @Override
  public Integer call() {
    String finalizer =
        switch (cascade.value()) {
          case "foreground" -> FINALIZER;
          case "background" -> FINALIZER + "/background";
          case "none" -> "";
          default ->
              throw new UsageException(
                  "set --cascade to foreground or background to delete the objects of the"
                      + " Application, too, or to none to leave them");
        };
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      ObjectKey key = options.key(name.value());
      client.patch("prepare the deletion of", key, finalizers(client.read(key), finalizer));
      client.delete(key);
      ObjectNode tree = AppOptions.named(key).put("cascade", cascade.value());
      options.print(
          console,
          tree,
          () ->
              finalizer.isEmpty()
                  ? "%s is deleted; its objects stay%n".formatted(key)
                  : "%s and its objects are being deleted%n".formatted(key));
    }
    return 0;
  }

  /** Only of the Application that was read: somebody else may have set another finalizer. */
  private static ObjectNode finalizers(JsonNode application, String wanted) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", application.at("/metadata/resourceVersion").asText());
    ArrayNode all = metadata.putArray("finalizers");
    for (JsonNode one : application.at("/metadata/finalizers")) {
      // Without its objects, the hooks of its deletion do not run either.
      boolean hooks =
          wanted.isEmpty() && HOOK_FINALIZERS.stream().anyMatch(one.asText()::startsWith);
      if (!one.asText().startsWith(FINALIZER) && !hooks) {
        all.add(one.asText());
      }
    }
    if (!wanted.isEmpty()) {
      all.add(wanted);
    }
    return patch;
  }
}
