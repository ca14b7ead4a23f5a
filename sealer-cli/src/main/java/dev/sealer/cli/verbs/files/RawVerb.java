package dev.sealer.cli.verbs.files;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.ScopeFlag;
import dev.sealer.sealing.Scope;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
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
      "Example:",
      "  printf %%s \"$PASSWORD\" | sealer raw -n shop --name db --cert cluster.pem"
    })
public final class RawVerb implements Callable<Integer> {
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
    Scope chosen = ScopeFlag.scope(scope);
    if (chosen == Scope.STRICT && name.isEmpty()) {
      throw new CommandFailure("give --name: in strict scope a value opens under one name only");
    }
    String namespace =
        chosen == Scope.CLUSTER_WIDE ? "" : cluster.namespaces(console).find().name();
    var sealer = certificate.sealer(console, cluster);
    byte[] input = InputFiles.read(file, console, "a value to seal").bytes();
    try (SecretBytes value = SecretBytes.takeOver(input)) {
      console.out().println(sealer.seal(value, chosen.label(namespace, name)).toBase64());
    }
    return 0;
  }
}
