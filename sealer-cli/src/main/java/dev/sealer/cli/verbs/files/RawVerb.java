package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.ScopeFlag;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals one value. */
@Command(
    name = "raw",
    description =
        "Seals one value, byte for byte, and prints the item for encryptedData. A line end at the"
            + " end of the input counts.",
    footer = {
      "",
      "Examples:",
      "  printf %%s \"$PASSWORD\" | sealer raw -n shop --name db --cert cluster.pem",
      "  sealer raw --like db.sealed.yaml --from-file tls.key=key.pem --from-file tls.crt=crt.pem"
    })
public final class RawVerb implements Callable<Integer> {
  private static final String EXPECTED = "a value to seal";

  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "strict",
      description = "strict, namespace-wide or cluster-wide (${DEFAULT-VALUE}).")
  private String scope = "strict";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name of the SealedSecret; needed in strict scope.")
  private String name = "";

  @Option(
      names = "--like",
      paramLabel = "MANIFEST",
      defaultValue = "",
      description = "Take name, namespace and scope from the SealedSecret in this file.")
  private String like = "";

  @Option(
      names = "--from-file",
      paramLabel = "KEY=FILE",
      description = "Seal a file under a key. May be repeated: prints a map of keys and items.")
  private List<String> files = new ArrayList<>();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File with the value; standard input when there is none.")
  private String file = "-";

  public RawVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    SealingLabel label = like.isEmpty() ? label() : labelOf(like);
    var sealer = certificate.sealer(console, cluster);
    if (files.isEmpty()) {
      console.out().println(item(sealer, InputFiles.read(file, console, EXPECTED), label));
      return 0;
    }
    ObjectNode items = JsonNodeFactory.instance.objectNode();
    for (String each : files) {
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
    Scope chosen = ScopeFlag.scope(scope);
    if (chosen == Scope.STRICT && name.isEmpty()) {
      throw new CommandFailure("give --name: in strict scope a value opens under one name only");
    }
    String namespace =
        chosen == Scope.CLUSTER_WIDE ? "" : cluster.namespaces(console).find().name();
    return chosen.label(namespace, name);
  }

  private SealingLabel labelOf(String manifest) throws IOException {
    List<SealedObject> objects =
        SealedInputs.of(List.of(manifest), console).stream()
            .flatMap(input -> input.objects(cluster.namespace()).stream())
            .toList();
    if (objects.size() != 1) {
      throw new CommandFailure(
          "--like %s: it holds %d SealedSecrets, and one was expected"
              .formatted(manifest, objects.size()));
    }
    return objects.getFirst().label();
  }

  private static String item(Sealer sealer, InputFiles.Input input, SealingLabel label) {
    try (SecretBytes value = SecretBytes.takeOver(input.bytes())) {
      return sealer.seal(value, label).toBase64();
    }
  }
}
