package dev.sealer.cli.app.objects;

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
import dev.sealer.cli.options.UsageException;
import dev.sealer.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows the manifests of an Application's objects; never a value of a Secret. */
public final class AppManifestsCommand implements CliCommand {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();
  private static final int TROUBLE = 2;

  static {
    EXIT_CODES.put("0", "Every object is shown.");
    EXIT_CODES.put("1", "Objects are missing in the cluster, or may not be read.");
    EXIT_CODES.put("2", "The Application cannot be read.");
  }

  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> source =
      Argument.option(
          "--source",
          "SOURCE",
          "git",
          "git: the fields that the last sync applied and nobody changed since. live: everything"
              + " that the cluster has (${DEFAULT-VALUE}).");

  /** Creates the command. */
  public AppManifestsCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Shows the manifests of an Application's objects, as Git states them or as they are."
                + " Values of Secrets are neither read nor shown.")
        .takes(options, name, source)
        .exitCodes(EXIT_CODES, TROUBLE)
        .footer(
            "",
            "Examples:",
            "  sealer app manifests shop",
            "  sealer app manifests shop --source live -o json");
  }

  @Override
  public Integer call() {
    boolean stated =
        switch (source.value()) {
          case "git" -> true;
          case "live" -> false;
          default ->
              throw new UsageException(
                  "invalid --source \"" + source.value() + "\"; use git or live");
        };
    List<ObjectNode> found = new ArrayList<>();
    boolean complete = true;
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      for (AppResource one :
          ApplicationSummary.of(client.read(options.key(name.value()))).resources()) {
        if (stated && one.prune()) {
          continue;
        }
        Optional<ObjectNode> manifest = manifest(client, one, stated);
        manifest.ifPresentOrElse(found::add, () -> console.warning(problem(one)));
        complete &= manifest.isPresent();
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "v1").put("kind", "List").putArray("items").addAll(found);
    options.print(
        console,
        list,
        () -> found.stream().map(KubeYaml::toYaml).collect(Collectors.joining("---\n")));
    return complete ? 0 : 1;
  }

  private static Optional<ObjectNode> manifest(
      ApplicationClient client, AppResource one, boolean stated) {
    if (one.isSecret()) {
      return client.metadata(one).map(metadata -> ShownManifest.secret(one, metadata, stated));
    }
    return stated
        ? client.object(one).flatMap(ShownManifest::stated)
        : client.object(one).map(ShownManifest::live);
  }

  private static String problem(AppResource one) {
    return one.place()
        + (one.health().equals("Missing")
            ? " is not in the cluster"
            : " may not be read, or was never synced");
  }
}
