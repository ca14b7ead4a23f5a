package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.options.ScopeFlag;
import dev.sealer.cli.seal.FileSealing;
import dev.sealer.cli.seal.SealOptions;
import dev.sealer.cli.seal.SecretSealing;
import dev.sealer.sealing.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals the Secrets of files. */
@Command(
    name = "seal",
    description = "Seals every Secret of the input and leaves other objects as they are.",
    footer = {
      "",
      "Examples:",
      "  kubectl create secret generic db --from-literal=password=… --dry-run=client -o yaml |",
      "    sealer seal -n shop -o db.sealed.yaml",
      "  sealer seal --cert cluster.pem secrets.yaml > sealed.yaml"
    })
public final class SealVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "strict",
      description =
          "strict, namespace-wide or cluster-wide; with strict, annotations of a Secret choose.")
  private String scope = "strict";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name of the Secret, instead of its own.")
  private String name = "";

  @Option(names = "--allow-empty-data", description = "Seal a Secret that has no values.")
  private boolean allowEmpty;

  @Parameters(
      paramLabel = "FILE",
      description = "Files to read; standard input when there is none.")
  private List<String> files = new ArrayList<>();

  public SealVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Scope chosen = ScopeFlag.scope(scope);
    FileSealing sealing =
        new FileSealing(
            new SecretSealing(
                certificate.sealer(console, cluster),
                new SealOptions(chosen, name, allowEmpty),
                cluster.namespaces(console)::findIfAny));
    List<JsonNode> objects = new ArrayList<>();
    StringBuilder yaml = new StringBuilder();
    int sealed = 0;
    for (String file : InputFiles.orStandardInput(files)) {
      InputFiles.Input input = InputFiles.read(file, console, "json/yaml k8s resource");
      FileSealing.Result result = sealing.seal(input.bytes(), input.name());
      objects.addAll(result.documents());
      yaml.append(result.yaml());
      sealed += result.sealed();
    }
    if (sealed == 0) {
      throw new CommandFailure("no Secret found: nothing to seal in " + names());
    }
    if (output.json()) {
      output.write(console, objects);
    } else {
      output.write(console, yaml.toString());
    }
    return 0;
  }

  private String names() {
    return files.isEmpty() ? "stdin" : String.join(", ", files);
  }
}
