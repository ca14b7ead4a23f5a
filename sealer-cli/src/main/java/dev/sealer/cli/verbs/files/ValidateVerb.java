package dev.sealer.cli.verbs.files;

import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.inspect.SealedInspection;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks SealedSecrets. */
@Command(
    name = "validate",
    description =
        "Checks the SealedSecrets of the input: offline for what can be known without keys, with"
            + " --online whether the cluster can open them. Fails when there is none.",
    footer = {
      "",
      "Examples:",
      "  sealer validate *.sealed.yaml",
      "  sealer validate --online db.sealed.yaml"
    })
public final class ValidateVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--online", description = "Ask the controller whether it can open them.")
  private boolean online;

  @Parameters(
      paramLabel = "FILE",
      description = "Files to read; standard input when there is none.")
  private List<String> files = new ArrayList<>();

  public ValidateVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Document> sealed = new ArrayList<>();
    for (String file : InputFiles.orStandardInput(files)) {
      InputFiles.Input input = InputFiles.read(file, console, "a SealedSecret");
      KubeYaml.readDocuments(input.bytes(), input.name()).stream()
          .filter(document -> SealedTree.is(document.content()))
          .forEach(sealed::add);
    }
    if (sealed.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to check");
    }
    List<String> problems = new ArrayList<>();
    for (Document document : sealed) {
      SealedInspection.of(document.content())
          .problems()
          .forEach(problem -> problems.add(where(document) + ": " + problem));
    }
    if (online && problems.isEmpty()) {
      problems.addAll(cluster.withController(console, controller -> unopened(controller, sealed)));
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join("\nerror: ", problems));
    }
    return 0;
  }

  private static List<String> unopened(Controller controller, List<Document> sealed) {
    List<String> unopened = new ArrayList<>();
    for (Document document : sealed) {
      if (!controller.verify(document.content())) {
        unopened.add(
            where(document)
                + ": the cluster cannot open it: sealed for another name, namespace, scope or"
                + " cluster");
      }
    }
    return unopened;
  }

  private static String where(Document document) {
    return document.source() + ":" + document.startLine();
  }
}
