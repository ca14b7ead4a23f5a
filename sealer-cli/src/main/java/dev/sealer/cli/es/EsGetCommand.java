package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;

/** Shows what one ExternalSecret is made of, without values. */
final class EsGetCommand implements CliCommand {
  private final Console console;
  private final EsOptions options = new EsOptions();
  private final Argument<String> name =
      Argument.parameter(0, "NAME", "Name of the ExternalSecret.");

  EsGetCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Shows one ExternalSecret: its state, and which remote reference fills which data keys."
                + " Values are not read.")
        .takes(options, name)
        .footer("", "Examples:", "  sealer es get db", "  sealer es get db -n shop -o yaml");
  }

  @Override
  public Integer call() {
    try (ClusterApi api = options.open(console)) {
      ObjectKey key = new ObjectKey(options.namespace(console), name.value());
      ExternalSecretView found = ExternalSecretView.of(new ExternalSecretReader(api).read(key));
      options.print(console, tree(found), () -> text(found));
    }
    return 0;
  }

  private static ObjectNode tree(ExternalSecretView found) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    found.describe(tree);
    ArrayNode sources = tree.putArray("sources");
    found.sources().forEach(source -> source.describe(sources.addObject()));
    return tree;
  }

  private static String text(ExternalSecretView found) {
    StringBuilder out = new StringBuilder();
    line(out, "name", found.namespace() + "/" + found.name());
    line(out, "secret", found.target());
    line(out, "stores", String.join(", ", found.stores()));
    line(out, "ready", (found.ready().status() + " " + found.ready().reason()).strip());
    line(out, "message", found.ready().message());
    line(out, "refreshed", found.refreshed().map(Object::toString).orElse("never"));
    line(out, "next", found.next().map(Object::toString).orElse("when it changes"));
    TextTable table =
        new TextTable("SOURCE", "KEY", "PROPERTY", "DATA KEYS", "MISSING SINCE", "LAST GOOD");
    for (ExternalSecretView.Source source : found.sources()) {
      table.add(
          source.store(),
          source.key(),
          source.property(),
          String.join(",", source.keys()),
          source.missingSince(),
          source.lastGood());
    }
    return found.sources().isEmpty() ? out.toString() : out.append('\n').append(table).toString();
  }

  private static void line(StringBuilder out, String label, String value) {
    if (!value.isEmpty()) {
      out.append("%-10s %s%n".formatted(label + ":", value));
    }
  }
}
