package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.FieldAuthor;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows which objects of an Application differ from Git, and who changed them; never a value. */
final class AppDiffCommand implements CliCommand {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();
  private static final int TROUBLE = 2;

  static {
    EXIT_CODES.put("0", "Every object is as Git says.");
    EXIT_CODES.put("1", "Objects differ.");
    EXIT_CODES.put("2", "It cannot be told.");
  }

  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");

  AppDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Shows which objects of an Application differ from Git: missing, changed or left over, who"
                + " changed them last, when, and which fields. No value is read.")
        .takes(options, name)
        .exitCodes(EXIT_CODES, TROUBLE)
        .footer("", "Examples:", "  sealer app diff shop", "  sealer app diff shop -o json");
  }

  /**
   * A difference.
   *
   * @param kind {@code missing}, {@code changed}, {@code left over} or {@code unknown}
   */
  private record Difference(AppResource resource, String kind, Optional<FieldAuthor> author) {
    ObjectNode describe(ObjectNode into) {
      resource.describe(into);
      into.put("difference", kind);
      author.ifPresent(who -> who.describe(into.putObject("author")));
      return into;
    }

    String line() {
      return "%-10s %s%s%n"
          .formatted(
              kind,
              resource.namespace().isEmpty() ? "" : resource.namespace() + " ",
              resource.title() + author.map(who -> "  " + who).orElse(""));
    }
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      ApplicationSummary found = ApplicationSummary.of(client.read(options.key(name.value())));
      List<Difference> differences =
          found.resources().stream()
              .filter(AppResource::isOutOfSync)
              .map(one -> difference(client, one))
              .toList();
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("status", found.sync().status()).putArray("differences");
      differences.forEach(one -> one.describe(tree.withArray("differences").addObject()));
      options.print(console, tree, () -> text(differences));
      return switch (found.sync().status()) {
        case "Synced" -> 0;
        case "OutOfSync" -> 1;
        default -> TROUBLE;
      };
    }
  }

  private static Difference difference(ApplicationClient client, AppResource one) {
    if (one.health().equals("Missing")) {
      return new Difference(one, "missing", Optional.empty());
    }
    Optional<JsonNode> metadata = client.metadata(one);
    String kind = one.sync().equals("OutOfSync") ? "changed" : "unknown";
    return new Difference(one, one.prune() ? "left over" : kind, metadata.flatMap(FieldAuthor::of));
  }

  private static String text(List<Difference> differences) {
    StringBuilder out = new StringBuilder();
    differences.forEach(one -> out.append(one.line()));
    return out.toString();
  }
}
