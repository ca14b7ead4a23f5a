package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.inspect.SealedInspection;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what can be known of SealedSecrets without keys. */
@Command(
    name = "inspect",
    description =
        "Shows what can be known of SealedSecrets without keys: scope, keys, the size of the"
            + " sealing key, the length of each value, and what is wrong.",
    footer = {"", "Example:", "  sealer inspect db.sealed.yaml"})
public final class InspectVerb implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (${DEFAULT-VALUE}).")
  private String format = "text";

  @Parameters(
      paramLabel = "FILE",
      description = "Files to read; standard input when there is none.")
  private List<String> files = new ArrayList<>();

  public InspectVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (String file : InputFiles.orStandardInput(files)) {
      InputFiles.Input input = InputFiles.read(file, console, "a SealedSecret");
      for (Document document : KubeYaml.readDocuments(input.bytes(), input.name())) {
        if (SealedTree.is(document.content())) {
          found.add(tree(document));
        }
      }
    }
    if (found.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to inspect");
    }
    switch (format) {
      case "json" -> console.out().print(KubeYaml.toPrettyJson(found));
      case "text" -> found.forEach(one -> console.out().print(KubeYaml.toYaml(one) + "\n"));
      default -> throw new CommandFailure("-o " + format + ": use text or json");
    }
    return 0;
  }

  private static ObjectNode tree(Document document) {
    SealedInspection inspection = SealedInspection.of(document.content());
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("where", document.source() + ":" + document.startLine());
    tree.put("name", inspection.name());
    tree.put("namespace", inspection.namespace());
    tree.put("scope", inspection.scope().flag());
    ObjectNode items = tree.putObject("items");
    inspection
        .items()
        .forEach((key, item) ->
            items
                .putObject(key)
                .put("keyBits", item.keyBits())
                .put("valueBytes", item.valueBytes()));
    ArrayNode problems = tree.putArray("problems");
    inspection.problems().forEach(problems::add);
    return tree;
  }
}
