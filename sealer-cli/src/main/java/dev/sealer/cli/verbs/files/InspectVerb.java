package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.inspect.SealedInspection;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.options.KnownKeyOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.List;

/** Shows what can be known of SealedSecrets with the keys at hand, which may be none. */
public final class InspectVerb implements Verb {
  private final Console console;

  private final KnownKeyOptions keys = new KnownKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<String> namespace =
      Argument.option("-n, --namespace", "NAME", "Namespace of SealedSecrets that name none.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 0, "FILE|DIR", "Files and folders to read; standard input when there is none.");

  public InspectVerb(Console console) {
    this.console = console;
  }

  @Override
  public VerbLine line() {
    return VerbLine.of(
            this,
            "Shows what can be known of SealedSecrets: scope, size of the sealing key, length of each"
                + " value, and what is wrong.",
            "With --cert also what is certainly stale, with --private-key which key each item is on;"
                + " what the keys at hand do not tell is \"unknown\".")
        .takes(keys, format, namespace, arguments)
        .footer(
            "",
            "Examples:",
            "  sealer inspect db.sealed.yaml",
            "  sealer inspect --cert newest.pem --private-key keys.yaml -o json deploy/");
  }

  @Override
  public Integer call() throws IOException {
    boolean json = format.json();
    SealedInspection inspection = new SealedInspection(keys.keys(console));
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (SealedInputs input : SealedInputs.of(arguments.value(), console)) {
      for (SealedObject object : input.objects(namespace.value())) {
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
