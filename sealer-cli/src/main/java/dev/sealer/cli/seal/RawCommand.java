package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealingTarget;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.options.UsageException;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.List;

/** Seals one value. */
public final class RawCommand implements CliCommand {
  private static final String EXPECTED = "a value to seal";

  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();

  private final Argument<String> scope =
      Argument.option("--scope", "SCOPE", "strict, namespace-wide or cluster-wide; else strict.");

  private final Argument<String> name =
      Argument.option("--name", "NAME", "Name of the SealedSecret; needed in strict scope.");

  private final Argument<String> like =
      Argument.option(
          "--like",
          "MANIFEST",
          "Take name, namespace and scope from the SealedSecret in this file.");

  private final Argument<List<String>> files =
      Argument.options(
          "--from-file",
          "KEY=FILE",
          "Seal a file under a key. May be repeated: prints a map of data keys and sealed values.");

  private final Argument<String> file =
      Argument.parameter(0, "FILE", "-", "File with the value; standard input when there is none.");

  public RawCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Seals one value, byte for byte, and prints the entry for encryptedData. A line end at the"
                + " end of the input counts.")
        .takes(cluster, certificate, scope, name, like, files, file)
        .footer(
            "",
            "Examples:",
            "  printf %%s \"$PASSWORD\" | sealer raw -n shop --name db --cert cluster.pem",
            "  sealer raw --like db.sealed.yaml --from-file tls.key=key.pem --from-file tls.crt=crt.pem");
  }

  @Override
  public Integer call() throws IOException {
    if (!like.value().isEmpty() && !(name.value() + scope.value()).isEmpty()) {
      throw new UsageException(
          "--like sets name and scope from the file; leave --name and --scope out");
    }
    SealingLabel label = like.value().isEmpty() ? label() : labelOf(like.value());
    var sealer = certificate.sealer(console, cluster);
    if (files.value().isEmpty()) {
      console.out().println(item(sealer, InputFiles.read(file.value(), console, EXPECTED), label));
      return 0;
    }
    ObjectNode items = JsonNodeFactory.instance.objectNode();
    for (String each : files.value()) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw new CommandFailure("--from-file " + each + ": write KEY=FILE");
      }
      InputFiles.Input value = InputFiles.read(each.substring(equals + 1), console, EXPECTED);
      items.put(each.substring(0, equals), item(sealer, value, label));
    }
    console.out().print(KubeYaml.toYaml(items));
    return 0;
  }

  private SealingLabel label() {
    Scope chosen = SealOptions.scope(scope.value());
    if (chosen == Scope.STRICT && name.value().isEmpty()) {
      throw new CommandFailure(
          "missing --name; in strict scope a value can be unsealed under one name only");
    }
    String namespace =
        chosen == Scope.CLUSTER_WIDE ? "" : cluster.namespaces(console).find().name();
    return chosen.label(namespace, name.value());
  }

  private SealingLabel labelOf(String manifest) throws IOException {
    List<SealedDocument> objects =
        SealedInputs.of(List.of(manifest), console).stream()
            .flatMap(input -> input.objects(cluster.namespace()).stream())
            .toList();
    if (objects.size() != 1) {
      throw new CommandFailure(
          "--like %s: expected one SealedSecret, found %d".formatted(manifest, objects.size()));
    }
    SealedDocument object = objects.getFirst();
    SealingTarget.requireSameNamespace(cluster.namespace(), object.namespace());
    return object.label();
  }

  private static String item(Sealer sealer, InputFiles.Input input, SealingLabel label) {
    try (SecretBytes value = SecretBytes.takeOver(input.bytes())) {
      return sealer.seal(value, label).toBase64();
    }
  }
}
