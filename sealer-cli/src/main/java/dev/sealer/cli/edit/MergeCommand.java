package dev.sealer.cli.edit;

import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.UnsealedSecret;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.seal.SecretSealer;
import dev.sealer.sealing.Scope;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.util.List;

/** Adds the values of Secrets to a sealed file. */
public final class MergeCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();

  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File with one SealedSecret.");

  private final Argument<String> from =
      Argument.parameter(1, "SECRET", "-", "File with Secrets; else standard input.");

  private final Argument<Boolean> reseal =
      Argument.flag("--reseal", "Seal unchanged values again as well.");

  public MergeCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Seals the values of the input into a sealed file, which keeps its name, namespace, scope,"
                + " comments and order. Other values stay as they are.")
        .takes(cluster, certificate, file, from, reseal)
        .footer(
            "",
            "Example:",
            "  kubectl create secret generic x --from-literal=token=… --dry-run=client -o yaml |",
            "    sealer merge db.sealed.yaml");
  }

  @Override
  public Integer call() throws IOException {
    BulkRun.one(console, file.value(), this::change);
    return 0;
  }

  private Change<SealedFile> change(byte[] content) throws IOException {
    SealedFile sealed = SealedFile.of(content, file.value());
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    ValueSealer items =
        new ValueSealer(certificate.sealer(console, cluster), fingerprints, reseal.value());
    InputFiles.Input input = InputFiles.read(from.value(), console, "json/yaml k8s resource");
    List<Document> documents = KubeYaml.readDocuments(input.bytes(), input.name());
    if (documents.isEmpty()) {
      throw new CommandFailure("no Secret found: nothing to merge");
    }
    sealed.sealFor(
        cluster.askedNamespace(), documents.stream().map(UnsealedSecret::namespaceOf).toList());
    for (Document document : documents) {
      try (UnsealedSecret secret = UnsealedSecret.of(document.content())) {
        SecretSealer.requireValues(secret, false);
        Scope asked = Scope.ofAnnotations(secret.annotations());
        if (asked != Scope.STRICT && asked != sealed.scope()) {
          throw new CommandFailure(
              "%s:%d: the Secret asks for the scope %s, and %s has %s: remove the annotation"
                  .formatted(
                      document.source(),
                      document.startLine(),
                      asked.flag(),
                      file.value(),
                      sealed.scope().flag()));
        }
        SecretSealer.items(secret, sealed::place, items, sealed::existing).forEach(sealed::setItem);
      }
    }
    return sealed.change(items, fingerprints);
  }
}
