package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.TextTable;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.UsageException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the templates of an ExternalSecret with sample values, without a cluster or a store. */
final class EsRenderCommand implements CliCommand {
  private static final int WIDEST = 60;

  private final Console console;
  private final EsOutput output = new EsOutput();
  private final Argument<List<String>> files =
      Argument.parameters(
          0,
          0,
          "FILE",
          "Files with the ExternalSecret, and the ConfigMaps and Secrets that its templates are in;"
              + " default: standard input.");
  private final Argument<String> values =
      Argument.option(
          "--values", "FILE", "YAML map of sample values: a data key and its value per line.");
  private final Argument<String> name =
      Argument.option("--name", "NAME", "The ExternalSecret to render, if there are several.");

  EsRenderCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Renders an ExternalSecret offline: prints the Secret that it would write if its stores"
                + " had the sample values. Neither the cluster nor a store is read.")
        .takes(output, values, name, files)
        .footer(
            "",
            "Exit codes: 0 rendered; 1 a template that fails, or a missing sample; 2 a wrong command"
                + " line.",
            "",
            "Examples:",
            "  sealer es render db.yaml --values samples.yaml",
            "  sealer es render db.yaml templates.yaml --values samples.yaml -o yaml");
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    if (values.value().isEmpty()) {
      throw new UsageException("missing option --values; name a file with sample values");
    }
    TemplateObjects objects = new TemplateObjects();
    for (String file : InputFiles.orStandardInput(files.value())) {
      InputFiles.Input input = InputFiles.read(file, console, "an ExternalSecret");
      for (Document document : KubeYaml.readDocuments(input.bytes(), input.name())) {
        objects.add(document.content());
      }
    }
    JsonNode external = objects.externalSecret(name.value());
    Map<String, SecretBytes> samples = samples();
    try (SamplePreview preview = new SamplePreview(samples, objects)) {
      checkSamples(external, samples);
      ObjectNode secret = preview.render(external);
      output.print(console, secret, () -> table(secret));
    } finally {
      samples.values().forEach(SecretBytes::close);
    }
    return 0;
  }

  private Map<String, SecretBytes> samples() throws IOException {
    InputFiles.Input input = InputFiles.read(values.value(), console, "sample values");
    JsonNode content = KubeYaml.readDocument(input.bytes(), input.name()).content();
    if (!content.isObject()) {
      throw new CommandFailure(input.name() + ": not a map of data keys and sample values");
    }
    Map<String, SecretBytes> samples = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : content.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw new CommandFailure(
            "%s: the value of \"%s\" is not a scalar; quote it"
                .formatted(input.name(), entry.getKey()));
      }
      samples.put(entry.getKey(), SecretBytes.ofUtf8(entry.getValue().asText()));
    }
    return samples;
  }

  private void checkSamples(JsonNode external, Map<String, SecretBytes> samples) {
    for (JsonNode data : external.path("spec").path("data")) {
      String key = data.path("secretKey").asText();
      if (!samples.containsKey(key)) {
        throw new CommandFailure(
            "%s: no sample value for data key \"%s\"; add one".formatted(values.value(), key));
      }
    }
  }

  private static String table(ObjectNode secret) {
    TextTable table = new TextTable("FIELD", "NAME", "VALUE");
    table.add("metadata", "name", secret.path("metadata").path("name").asText());
    table.add("type", "", secret.path("type").asText());
    rows(table, "label", secret.path("metadata").path("labels"));
    rows(table, "annotation", secret.path("metadata").path("annotations"));
    rows(table, "data", secret.path("stringData"));
    rows(table, "data (base64)", secret.path("data"));
    return table.toString();
  }

  private static void rows(TextTable table, String field, JsonNode values) {
    values
        .properties()
        .forEach(value -> table.add(field, value.getKey(), oneLine(value.getValue().asText())));
  }

  /** A row is one line: a longer value is cut, and said to be. */
  private static String oneLine(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    return escaped.length() <= WIDEST
        ? escaped
        : escaped.substring(0, WIDEST) + "… (" + value.length() + " characters)";
  }
}
