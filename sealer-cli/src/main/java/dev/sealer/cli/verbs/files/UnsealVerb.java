package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.unseal.PrivateKeys;
import dev.sealer.cli.unseal.SecretOpening;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.Unsealer;
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

/** Opens SealedSecrets with private keys from files. */
@Command(
    name = "unseal",
    description =
        "Opens SealedSecrets offline, with the controller's private keys. Keep the output away"
            + " from Git.",
    footer = {
      "",
      "Example:",
      "  kubectl get secret -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key \\",
      "    -o yaml > keys.yaml",
      "  sealer unseal --private-key keys.yaml db.sealed.yaml"
    })
public final class UnsealVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--private-key",
      paramLabel = "FILE",
      required = true,
      split = ",",
      description = "Private keys: PEM, or the controller's key Secrets. May be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Parameters(
      paramLabel = "FILE",
      description = "Files to read; standard input when there is none.")
  private List<String> files = new ArrayList<>();

  public UnsealVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<PrivateSealingKey> keys = new ArrayList<>();
    for (String file : keyFiles) {
      keys.addAll(keys(file));
    }
    SecretOpening opening =
        new SecretOpening(new Unsealer(KeyRing.of(keys), new JdkPrivateKeyOperation()));
    List<JsonNode> opened = new ArrayList<>();
    for (String file : InputFiles.orStandardInput(files)) {
      InputFiles.Input input = InputFiles.read(file, console, "a SealedSecret");
      for (Document document : KubeYaml.readDocuments(input.bytes(), input.name())) {
        if (SealedTree.is(document.content())) {
          opened.add(open(opening, document));
        }
      }
    }
    if (opened.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to open");
    }
    output.write(console, opened);
    return 0;
  }

  private static JsonNode open(SecretOpening opening, Document document) {
    try {
      return opening.open(document.content());
    } catch (ManifestException e) {
      throw new CommandFailure(
          document.source() + ":" + document.startLine() + ": " + e.getMessage(), e);
    }
  }

  private static List<PrivateSealingKey> keys(String file) {
    try {
      return PrivateKeys.read(FileText.read(file), file);
    } catch (InvalidKeyMaterialException e) {
      throw new CommandFailure(file + ": " + e.getMessage(), e);
    }
  }
}
