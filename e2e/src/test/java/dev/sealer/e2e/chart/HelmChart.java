package dev.sealer.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart, and the helm program that renders and installs it. */
final class HelmChart {

  /** The namespace that the documentation and the plain manifests use. */
  static final String NAMESPACE = "sealer-system";

  private static final Pattern DOCUMENTS = Pattern.compile("^---$", Pattern.MULTILINE);

  private final Path helm;
  private final Path home;
  private final Path root = ProjectFiles.find().root();
  private final Map<String, String> environment;

  private HelmChart(Path helm, Path home, Map<String, String> environment) {
    this.helm = helm;
    this.home = home;
    this.environment = environment;
  }

  /**
   * Skips or fails the suite where helm is missing.
   *
   * @param home keeps what helm writes for itself
   */
  static HelmChart require(Class<?> suite, Path home) {
    Path helm = Prerequisites.require(suite.getName(), ToolBinaries.find(Tool.HELM));
    return new HelmChart(helm, home, Map.of());
  }

  /** Returns the same chart for releases in a cluster. */
  HelmChart in(Path kubeconfig) {
    return new HelmChart(helm, home, Map.of("KUBECONFIG", kubeconfig.toString()));
  }

  Path program() {
    return helm;
  }

  Path folder() {
    return root.resolve("charts/sealer");
  }

  /** Runs helm, whatever its exit code. */
  CommandOutcome run(String... arguments) {
    List<String> argv = Stream.concat(Stream.of(helm.toString()), Stream.of(arguments)).toList();
    Command command = Command.of(argv).with("HELM_CACHE_HOME", home.resolve("cache").toString());
    command = command.with("HELM_CONFIG_HOME", home.resolve("config").toString());
    command = command.with("HELM_DATA_HOME", home.resolve("data").toString());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command.run();
  }

  /** Returns the objects that the chart makes with these options. */
  List<JsonNode> render(String... options) {
    List<String> arguments = new ArrayList<>(List.of("template", "sealer", folder().toString()));
    arguments.addAll(List.of("--namespace", NAMESPACE));
    arguments.addAll(List.of(options));
    return objects(run(arguments.toArray(String[]::new)).orThrow().stdout());
  }

  static List<JsonNode> objects(String yaml) {
    KubernetesSerialization reader = new KubernetesSerialization();
    return DOCUMENTS
        .splitAsStream(yaml)
        .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
        .map(document -> reader.unmarshal(document, JsonNode.class))
        .toList();
  }
}
