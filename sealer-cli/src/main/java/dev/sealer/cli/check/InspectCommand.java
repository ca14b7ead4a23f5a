package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.List;

/** Shows what can be known of SealedSecrets with the keys at hand, which may be none. */
public final class InspectCommand implements CliCommand {
  private final Console console;

  private final KnownKeyOptions keys = new KnownKeyOptions();
  private final ReportFormat format = new ReportFormat();

  private final Argument<String> namespace =
      Argument.option("-n, --namespace", "NAME", "Namespace of SealedSecrets that name none.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 0, "FILE|DIR", "Files and directories to read; default: standard input.");

  public InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
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
    SealedSecretInspection inspection = new SealedSecretInspection(keys.keys(console));
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (SealedInputs input : SealedInputs.of(arguments.value(), console)) {
      for (SealedDocument object : input.objects(namespace.value())) {
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
