package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ObjectRef;
import java.time.Instant;
import java.util.List;

/** Forces ExternalSecrets to read their values again. */
final class EsRefreshCommand implements CliCommand {
  private static final String ANNOTATION = "force-sync";

  private final Console console;
  private final EsOptions options = new EsOptions();
  private final Argument<List<String>> names =
      Argument.parameters(0, 1, "NAME", "Names of the ExternalSecrets.");

  EsRefreshCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Forces ExternalSecrets to read their values again: sets their annotation force-sync to the"
                + " time. No cached value is used.",
            "With refreshPolicy CreatedOnce, nothing is read again.")
        .takes(options, names)
        .footer("", "Examples:", "  sealer es refresh db", "  sealer es refresh db cache -n shop");
  }

  @Override
  public Integer call() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode refreshed = tree.putArray("refreshed");
    StringBuilder text = new StringBuilder();
    try (ClusterApi api = options.open(console)) {
      String namespace = options.namespace(console);
      for (String name : names.value()) {
        ObjectKey key = new ObjectKey(namespace, name);
        api.patch(
            "refresh ExternalSecret " + key,
            new ObjectRef(ExternalSecretReader.EXTERNAL_SECRET, key),
            patch(Instant.now()),
            "sealer");
        refreshed.addObject().put("namespace", namespace).put("name", name);
        text.append("refresh of ").append(key).append(" requested\n");
      }
    }
    options.print(console, tree, text::toString);
    return 0;
  }

  private static ObjectNode patch(Instant now) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("annotations").put(ANNOTATION, now.toString());
    return patch;
  }
}
