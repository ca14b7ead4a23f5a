package dev.sealer.cli.verbs.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.options.KeyOptions;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.cli.unseal.SecretOpening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens SealedSecrets with private keys from files. */
@Command(
    name = "unseal",
    description =
        "Opens SealedSecrets offline, with the controller's private keys, and renders their"
            + " templates. Keep the output away from Git.",
    footer = {
      "",
      "Examples:",
      "  kubectl get secret -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key \\",
      "    -o yaml > keys.yaml",
      "  sealer unseal --private-key keys.yaml db.sealed.yaml",
      "  sealer unseal --private-key keys.yaml deploy/ | kubectl apply -f -"
    })
public final class UnsealVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Namespace of SealedSecrets that name none.")
  private String namespace = "";

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "Files and folders to read; standard input when there is none.")
  private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  public UnsealVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (!keys.given()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Missing required option: '--private-key=FILE'");
    }
    SecretOpening opening = new SecretOpening(keys.unsealer());
    List<JsonNode> opened = new ArrayList<>();
    for (SealedInputs input : SealedInputs.of(arguments, console)) {
      for (SealedObject object : input.objects(namespace)) {
        opened.add(open(opening, object));
      }
    }
    if (opened.isEmpty()) {
      throw new CommandFailure("no SealedSecret found: nothing to open");
    }
    output.writePrivate(console, opened);
    return 0;
  }

  private JsonNode open(SecretOpening opening, SealedObject object) {
    try {
      object.label();
      return opening.open(object.tree(), namespace);
    } catch (ManifestException e) {
      throw new CommandFailure(object.where() + ": " + e.getMessage(), e);
    }
  }
}
