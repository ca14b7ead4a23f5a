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
import dev.sealer.kube.ObjectKey;

/** Creates an Application of a directory in Git. */
final class AppCreateCommand implements CliCommand {
  private final Console console;
  private final AppOptions options = new AppOptions();
  private final AppSpecOptions fields = new AppSpecOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<Boolean> finalizer =
      Argument.flag("--set-finalizer", "Delete its objects when the Application is deleted.");

  AppCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Creates an Application. It is synced by hand, unless --sync-policy says else.")
        .takes(options, fields, name, finalizer)
        .footer(
            "",
            "Examples:",
            "  sealer app create shop --repo https://git.example.com/team/app --path shop"
                + " --dest-namespace shop");
  }

  @Override
  public Integer call() {
    ObjectNode spec = fields.fields();
    if (spec.at("/source/repoURL").asText().isEmpty()
        || spec.at("/destination/namespace").asText().isEmpty()) {
      throw new UsageException("--repo and --dest-namespace are required");
    }
    ObjectKey key = options.key(name.value());
    try (ClusterApi api = options.open(console)) {
      new ApplicationClient(api).create(key, application(key, spec));
    }
    options.print(console, AppOptions.named(key), () -> "%s is created%n".formatted(key));
    return 0;
  }

  private ObjectNode application(ObjectKey key, ObjectNode spec) {
    ObjectNode application = JsonNodeFactory.instance.objectNode();
    application.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Application");
    ObjectNode metadata = application.putObject("metadata");
    metadata.put("name", key.name()).put("namespace", key.namespace());
    if (finalizer.value()) {
      metadata.putArray("finalizers").add(AppDeleteCommand.FINALIZER);
    }
    if (!spec.has("project")) {
      spec.put("project", "default");
    }
    if (!spec.at("/source").has("path")) {
      spec.withObject("/source").put("path", ".");
    }
    spec.withObject("/destination").put("server", "https://kubernetes.default.svc");
    application.set("spec", spec);
    return application;
  }
}
