package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.inspect.SealedInspection;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.KnownKeyOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what can be known of SealedSecrets with the keys at hand, which may be none. */
@Command(
    name = "inspect",
    description = {
      "Shows what can be known of SealedSecrets: scope, size of the sealing key, length of each"
          + " value, and what is wrong.",
      "With --cert also what is certainly stale, with --private-key which key each item is on;"
          + " what the keys at hand do not tell is \"unknown\"."
    },
    footer = {
      "",
      "Examples:",
      "  sealer inspect db.sealed.yaml",
      "  sealer inspect --cert newest.pem --private-key keys.yaml -o json deploy/"
    })
public final class InspectVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final KnownKeyOptions keys = new KnownKeyOptions();
  @Mixin private final ReportFormat format = new ReportFormat();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Namespace of SealedSecrets that name none.")
  private String namespace = "";

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "Files and folders to read; standard input when there is none.")
  private List<String> arguments = new ArrayList<>();

  public InspectVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    SealedInspection inspection = new SealedInspection(keys.keys(console));
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (SealedInputs input : SealedInputs.of(arguments, console)) {
      for (SealedObject object : input.objects(namespace)) {
        found.add(inspection.of(object, input.name()));
      }
    }
    if (found.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to inspect");
    }
    if (json) {
      console.out().print(KubeYaml.toPrettyJson(found));
    } else {
      found.forEach(one -> console.out().print(KubeYaml.toYaml(one) + "\n"));
    }
    return 0;
  }
}
