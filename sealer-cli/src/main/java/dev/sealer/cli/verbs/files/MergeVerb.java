package dev.sealer.cli.verbs.files;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ItemSealing;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.manifest.PlainSecret;
import dev.sealer.cli.merge.SealedFile;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.seal.SecretSealing;
import dev.sealer.sealing.Scope;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds the values of Secrets to a sealed file. */
@Command(
    name = "merge",
    description =
        "Seals the values of the input into a sealed file, which keeps its name, namespace, scope,"
            + " comments and order. Other items stay as they are.",
    footer = {
      "",
      "Example:",
      "  kubectl create secret generic x --from-literal=token=… --dry-run=client -o yaml |",
      "    sealer merge db.sealed.yaml"
    })
public final class MergeVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "File with one SealedSecret.")
  private String file = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SECRET",
      defaultValue = "-",
      description = "File with Secrets; else standard input.")
  private String from = "-";

  @Option(names = "--reseal", description = "Seal unchanged values anew as well.")
  private boolean reseal;

  public MergeVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    SealedFile sealed = SealedFile.of(FileText.read(file), file);
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    ItemSealing items = new ItemSealing(certificate.sealer(console, cluster), fingerprints, reseal);
    InputFiles.Input input = InputFiles.read(from, console, "json/yaml k8s resource");
    List<Document> documents = KubeYaml.readDocuments(input.bytes(), input.name());
    if (documents.isEmpty()) {
      throw new CommandFailure("no Secret found: nothing to merge");
    }
    for (Document document : documents) {
      try (PlainSecret secret = PlainSecret.of(document.content())) {
        SecretSealing.requireValues(secret, false);
        Scope asked = Scope.ofAnnotations(secret.annotations());
        if (asked != Scope.STRICT && asked != sealed.scope()) {
          throw new CommandFailure(
              "%s:%d: the Secret asks for the scope %s, and %s has %s: remove the annotation"
                  .formatted(
                      document.source(),
                      document.startLine(),
                      asked.flag(),
                      file,
                      sealed.scope().flag()));
        }
        SecretSealing.items(secret, sealed::place, items, sealed::standing)
            .forEach(sealed::setItem);
      }
    }
    ChangedFile.write(console, file, sealed, items, fingerprints);
    return 0;
  }
}
