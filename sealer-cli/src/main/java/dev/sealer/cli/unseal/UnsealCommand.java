package dev.sealer.cli.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.options.SealedInputs;
import dev.sealer.cli.options.UsageException;
import dev.sealer.sealing.model.InvalidManifestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens SealedSecrets with private keys from files. */
public final class UnsealCommand implements CliCommand {
  private final Console console;

  private final OutputOptions output = new OutputOptions();
  private final PrivateKeyOptions keys = new PrivateKeyOptions();

  private final Argument<String> namespace =
      Argument.option("-n, --namespace", "NAME", "Namespace of SealedSecrets that name none.");

  private final Argument<List<String>> arguments =
      Argument.parameters(
          0, 0, "FILE|DIR", "Files and directories to read; default: standard input.");

  public UnsealCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Opens SealedSecrets offline, with the controller's private keys, and renders their"
                + " templates. Keep the output away from Git.")
        .takes(output, keys, namespace, arguments)
        .footer(
            "",
            "Examples:",
            "  kubectl get secret -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key \\",
            "    -o yaml > keys.yaml",
            "  sealer unseal --private-key keys.yaml db.sealed.yaml",
            "  sealer unseal --private-key keys.yaml deploy/ | kubectl apply -f -");
  }

  @Override
  public Integer call() throws IOException {
    boolean _ = output.json();
    if (!keys.given()) {
      throw new UsageException("Missing required option: '--private-key=FILE'");
    }
    SecretUnsealer opening = new SecretUnsealer(keys.unsealer());
    List<JsonNode> opened = new ArrayList<>();
    for (SealedInputs input : SealedInputs.of(arguments.value(), console)) {
      for (SealedDocument object : input.objects(namespace.value())) {
        opened.add(open(opening, object));
      }
    }
    if (opened.isEmpty()) {
      throw new CommandFailure("no SealedSecret found; nothing to unseal");
    }
    output.writePrivate(console, opened);
    return 0;
  }

  private JsonNode open(SecretUnsealer opening, SealedDocument object) {
    try {
      object.label();
      return opening.open(object.tree(), namespace.value());
    } catch (InvalidManifestException e) {
      throw new CommandFailure(object.where() + ": " + e.getMessage(), e);
    }
  }
}
