package dev.sealer.cli.edit;

import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.BulkRun;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.UsageException;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** Sets one item of a sealed file. */
public final class SetCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final CertificateOptions certificate = new CertificateOptions();

  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File with one SealedSecret.");

  private final Argument<String> key = Argument.parameter(1, "KEY", "Key of the Secret.");

  private final Argument<String> from =
      Argument.option(
          "--from-file", "FILE", "File with the value, byte for byte; - for standard input.");

  private final Argument<Boolean> generate =
      Argument.flag(
          "--generate", "Generate a random value. It is not shown: only the cluster can read it.");

  private final Argument<Integer> length =
      Argument.number("--length", "N", 32, "Characters to generate (${DEFAULT-VALUE}).");

  private final Argument<String> alphabet =
      Argument.option(
          "--alphabet",
          "NAME|CHARS",
          "alphanumeric",
          "What to generate from: alphanumeric, letters, digits, hex, base64url, ascii, or the"
              + " characters themselves (${DEFAULT-VALUE}).");

  private final Argument<Boolean> reseal =
      Argument.flag("--reseal", "Seal the value again even if it did not change.");

  public SetCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Sets one value in a sealed file. The file keeps its name, scope, comments and order.",
            "",
            "At a terminal the value is asked for, and not shown; else it is read from standard input.")
        .takes(cluster, certificate, file, key, from, generate, length, alphabet, reseal)
        .footer(
            "",
            "Examples:",
            "  sealer set db.sealed.yaml password",
            "  printf %%s \"$PASSWORD\" | sealer set db.sealed.yaml password",
            "  sealer set db.sealed.yaml tls.key --from-file key.pem --cert cluster.pem",
            "  sealer set db.sealed.yaml password --generate --length 24");
  }

  @Override
  public Integer call() throws IOException {
    if (generate.value() && !from.value().isEmpty()) {
      throw new UsageException("--generate and --from-file exclude each other");
    }
    BulkRun.one(console, file.value(), this::change);
    return 0;
  }

  private Change<SealedFile> change(byte[] content) throws IOException {
    SealedFile sealed = SealedFile.of(content, file.value());
    sealed.sealFor(cluster.askedNamespace(), List.of());
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    ValueSealer items =
        new ValueSealer(certificate.sealer(console, cluster), fingerprints, reseal.value());
    try (SecretBytes value = value()) {
      SealedValueId place = sealed.place(key.value());
      sealed.setItem(key.value(), items.item(place, value, sealed.existing(place)));
    }
    return sealed.change(items, fingerprints);
  }

  private SecretBytes value() throws IOException {
    if (generate.value()) {
      return Alphabet.of(alphabet.value()).generate(length.value(), new SecureRandom());
    }
    if (from.value().isEmpty() && console.inputIsTerminal()) {
      return typed();
    }
    String source = from.value().isEmpty() ? "-" : from.value();
    return SecretBytes.takeOver(InputFiles.read(source, console, "a value to seal").bytes());
  }

  private SecretBytes typed() {
    char[] typed = console.keyboard().secretTwice("Value of " + key.value());
    try {
      if (typed.length == 0) {
        throw new CommandFailure(
            "no value was typed; nothing was changed; --from-file /dev/null sets an empty value");
      }
      return SecretBytes.ofUtf8(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
