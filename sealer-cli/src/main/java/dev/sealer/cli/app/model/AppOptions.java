package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.ContextOptions;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.cli.options.UsageException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.yaml.KubeYaml;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Options of every command that works on Applications. */
public final class AppOptions implements ArgumentGroup {
  private final ContextOptions context = new ContextOptions();

  private final Argument<String> namespace =
      Argument.option(
          "-n, --namespace",
          "NAME",
          "argocd",
          "Namespace of Applications that are not named as NAMESPACE/NAME (${DEFAULT-VALUE}).");

  private final Argument<String> output =
      Argument.option("-o, --output", "FORMAT", "table", "table, json or yaml (${DEFAULT-VALUE}).");

  private final boolean formats;

  /** Creates the options of a command that prints what it found. */
  public AppOptions() {
    this(true);
  }

  private AppOptions(boolean formats) {
    this.formats = formats;
  }

  /** Returns the options of a command that passes on text of others, in no other format. */
  public static AppOptions withoutFormats() {
    return new AppOptions(false);
  }

  @Override
  public void addTo(CommandSpec spec) {
    context.addTo(spec);
    namespace.addTo(spec);
    if (formats) {
      output.addTo(spec);
    }
  }

  /**
   * Opens a connection, which the caller must close.
   *
   * @throws UsageException if the output format is not known
   */
  public ClusterApi open(Console console) {
    switch (formats ? output.value() : "table") {
      case "table", "json", "yaml" -> {}
      default ->
          throw new UsageException(
              "invalid output format \"" + output.value() + "\"; use table, json or yaml");
    }
    return ClusterApi.open(context.connection(namespace.value()), console);
  }

  /** Returns the namespace of the Applications. */
  public String namespace() {
    return namespace.value();
  }

  /**
   * Returns which Application a name is of: {@code NAME} or {@code NAMESPACE/NAME}.
   *
   * @throws UsageException if a part of it is empty
   */
  public ObjectKey key(String name) {
    int slash = name.indexOf('/');
    if (name.isEmpty() || slash == 0 || slash == name.length() - 1) {
      throw new UsageException("invalid name \"" + name + "\"; use NAME or NAMESPACE/NAME");
    }
    return slash < 0
        ? new ObjectKey(namespace.value(), name)
        : new ObjectKey(name.substring(0, slash), name.substring(slash + 1));
  }

  /** Returns the start of what is printed as JSON or YAML about one Application. */
  public static ObjectNode named(ObjectKey key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("namespace", key.namespace())
        .put("name", key.name());
  }

  /** Prints in the format that was asked for. */
  public void print(Console console, ObjectNode tree, Supplier<String> table) {
    String text =
        switch (output.value()) {
          case "json" -> KubeYaml.toPrettyJson(tree);
          case "yaml" -> KubeYaml.toYaml(tree);
          default -> table.get();
        };
    console.out().print(text);
  }
}
