package dev.sealer.cli.check;

import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.options.UsageException;
import dev.sealer.cli.unseal.PrivateKeyOptions;
import dev.sealer.cli.unseal.ValueUnsealer;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells what differs between two sealed files. */
public final class DiffCommand implements CliCommand {
  private static final int TROUBLE = 2;
  private static final Map<String, String> EXIT_CODES =
      new TreeMap<>(Map.of("0", "nothing differs", "1", "something differs", "2", "trouble"));

  private final Console console;

  private final PrivateKeyOptions keys = new PrivateKeyOptions();

  private final ReportFormat format = new ReportFormat();

  private final Argument<Boolean> textconv =
      Argument.flag(
          "--textconv",
          "Print one file with a short line in place of each ciphertext, for 'git diff'. What is no"
              + " sealed file is printed as it is.");

  private final Argument<List<String>> files =
      Argument.parameters(0, 1, "FILE", "OLD and NEW; - for standard input.");

  public DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Tells what differs between the SealedSecrets of two files: keys that were added, removed,"
                + " changed or only re-encrypted, scope, metadata and template. No value is shown.",
            "",
            "Whether a value changed is known for what this machine sealed, or with --private-key.")
        .takes(keys, format, textconv, files)
        .exitCodes(EXIT_CODES, TROUBLE)
        .footer(
            "",
            "Examples:",
            "  sealer diff old.yaml new.yaml",
            "  sealer diff -o json --private-key keys.yaml old.yaml new.yaml",
            "  git config diff.sealer.textconv 'sealer diff --textconv'");
  }

  @Override
  public Integer call() throws IOException {
    if (files.value().size() != (textconv.value() ? 1 : 2)) {
      throw new UsageException(
          textconv.value() ? "--textconv accepts one file" : "give two files: OLD and NEW");
    }
    ValueComparator values =
        new ValueComparator(
            new ValueUnsealer(keys.unsealer()), Fingerprints.of(console.environment()));
    return textconv.value() ? convert(values) : compare(values);
  }

  private int convert(ValueComparator values) {
    byte[] bytes = FileText.read(files.value().getFirst());
    try {
      String text = new ReadableText(values).of(ManifestText.of(bytes, files.value().getFirst()));
      console.out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    } catch (YamlException e) {
      // A file that is being merged, or no manifest at all: Git still wants to show it.
      console.out().writeBytes(bytes);
    }
    return 0;
  }

  private int compare(ValueComparator values) throws IOException {
    ManifestText old = read(files.value().getFirst());
    ManifestText now = read(files.value().getLast());
    if (!SealedSecretDiff.comparable(old) && !SealedSecretDiff.comparable(now)) {
      throw new CommandFailure("no SealedSecret found: nothing to compare");
    }
    SealedSecretDiff diff = SealedSecretDiff.of(old, now, values);
    if (format.json()) {
      console.out().print(KubeYaml.toPrettyJson(diff.json()));
    } else {
      diff.lines().forEach(console.out()::println);
    }
    return diff.isEmpty() ? 0 : 1;
  }

  private ManifestText read(String file) throws IOException {
    InputFiles.Input input = InputFiles.read(file, console, "a SealedSecret");
    return ManifestText.of(input.bytes(), input.name());
  }
}
