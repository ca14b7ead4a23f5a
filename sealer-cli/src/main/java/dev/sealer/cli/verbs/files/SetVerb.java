package dev.sealer.cli.verbs.files;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ItemPlace;
import dev.sealer.cli.fingerprint.ItemSealing;
import dev.sealer.cli.generate.Alphabet;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.merge.SealedFile;
import dev.sealer.cli.options.CertificateOptions;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets one item of a sealed file. */
@Command(
    name = "set",
    description = {
      "Sets one value in a sealed file. The file keeps its name, scope, comments and order.",
      "",
      "At a terminal the value is asked for, and not shown; else it is read from standard input."
    },
    footer = {
      "",
      "Examples:",
      "  sealer set db.sealed.yaml password",
      "  printf %%s \"$PASSWORD\" | sealer set db.sealed.yaml password",
      "  sealer set db.sealed.yaml tls.key --from-file key.pem --cert cluster.pem",
      "  sealer set db.sealed.yaml password --generate --length 24"
    })
public final class SetVerb implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final CertificateOptions certificate = new CertificateOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "File with one SealedSecret.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Key of the Secret.")
  private String key = "";

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      defaultValue = "",
      description = "File with the value, byte for byte; - for standard input.")
  private String from = "";

  @Option(
      names = "--generate",
      description = "Make a random value. It is shown nowhere: only the cluster can read it.")
  private boolean generate;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "32",
      description = "Characters to generate (${DEFAULT-VALUE}).")
  private int length = 32;

  @Option(
      names = "--alphabet",
      paramLabel = "NAME|CHARS",
      defaultValue = "alphanumeric",
      description =
          "What to generate from: alphanumeric, letters, digits, hex, base64url, ascii, or the"
              + " characters themselves (${DEFAULT-VALUE}).")
  private String alphabet = "alphanumeric";

  @Option(names = "--reseal", description = "Seal the value anew although it did not change.")
  private boolean reseal;

  public SetVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (generate && !from.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--generate and --from-file exclude each other");
    }
    SealedFile sealed = SealedFile.of(FileText.read(file), file);
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    ItemSealing items = new ItemSealing(certificate.sealer(console, cluster), fingerprints, reseal);
    try (SecretBytes value = value()) {
      ItemPlace place = sealed.place(key);
      sealed.setItem(key, items.item(place, value, sealed.standing(place)));
    }
    ChangedFile.write(console, file, sealed, items, fingerprints);
    return 0;
  }

  private SecretBytes value() throws IOException {
    if (generate) {
      return Alphabet.of(alphabet).generate(length, new SecureRandom());
    }
    if (from.isEmpty() && console.inputIsTerminal()) {
      return typed();
    }
    String source = from.isEmpty() ? "-" : from;
    return SecretBytes.takeOver(InputFiles.read(source, console, "a value to seal").bytes());
  }

  private SecretBytes typed() {
    char[] typed = console.keyboard().secretTwice("Value of " + key);
    try {
      if (typed.length == 0) {
        throw new CommandFailure(
            "nothing was typed: nothing was changed; --from-file /dev/null sets an empty value");
      }
      return SecretBytes.ofUtf8(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
