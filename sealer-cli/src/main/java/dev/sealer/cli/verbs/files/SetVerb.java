package dev.sealer.cli.verbs.files;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.WholeFile;
import dev.sealer.cli.merge.SealedFile;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets one item of a sealed file. */
@Command(
    name = "set",
    description =
        "Sets one value in a sealed file. The file keeps its name, scope, comments and order.",
    footer = {
      "",
      "Examples:",
      "  printf %%s \"$PASSWORD\" | sealer set db.sealed.yaml password",
      "  sealer set db.sealed.yaml tls.key --from-file key.pem --cert cluster.pem"
    })
public final class SetVerb implements Callable<Integer> {
  private final Console console;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "File with one SealedSecret.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Key of the Secret.")
  private String key = "";

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File with the value, byte for byte; else standard input.")
  private String from = "-";

  public SetVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    SealedFile sealed = SealedFile.of(text(file), file);
    var sealer = certificate.sealer(console, cluster);
    byte[] input = InputFiles.read(from, console, "a value to seal").bytes();
    try (SecretBytes value = SecretBytes.takeOver(input)) {
      sealed.setItem(key, sealer.seal(value, sealed.label()).toBase64());
    }
    WholeFile.write(file, sealed.text().getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  static String text(String file) {
    return new String(FileText.read(file), StandardCharsets.UTF_8);
  }
}
