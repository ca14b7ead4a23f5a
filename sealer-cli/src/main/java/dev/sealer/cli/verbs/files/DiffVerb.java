package dev.sealer.cli.verbs.files;

import dev.sealer.cli.diff.ReadableText;
import dev.sealer.cli.diff.SealedDiff;
import dev.sealer.cli.diff.ValueComparison;
import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.KeyOptions;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.cli.unseal.ItemOpening;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what differs between two sealed files. */
@Command(
    name = "diff",
    exitCodeOnExecutionException = 2,
    description = {
      "Tells what differs between the SealedSecrets of two files: keys that were added, removed,"
          + " changed or only re-encrypted, scope, metadata and template. No value is shown.",
      "",
      "Whether a value changed is known for what this machine sealed, or with --private-key."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing differs", "1:something differs", "2:trouble"},
    footer = {
      "",
      "Examples:",
      "  sealer diff old.yaml new.yaml",
      "  sealer diff -o json --private-key keys.yaml old.yaml new.yaml",
      "  git config diff.sealer.textconv 'sealer diff --textconv'"
    })
public final class DiffVerb implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final KeyOptions keys = new KeyOptions();

  @Mixin private final ReportFormat format = new ReportFormat();

  @Option(
      names = "--textconv",
      description =
          "Print one file with a short line in place of each ciphertext, for 'git diff'. What is no"
              + " sealed file is printed as it is.")
  private boolean textconv;

  @Parameters(
      arity = "1..2",
      paramLabel = "FILE",
      description = "OLD and NEW; - for standard input.")
  private List<String> files = new ArrayList<>();

  public DiffVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (files.size() != (textconv ? 1 : 2)) {
      throw wrong(textconv ? "--textconv takes one file" : "give two files: OLD and NEW");
    }
    ValueComparison values =
        new ValueComparison(
            new ItemOpening(keys.unsealer()), Fingerprints.of(console.environment()));
    return textconv ? convert(values) : compare(values);
  }

  private int convert(ValueComparison values) {
    byte[] bytes = FileText.read(files.getFirst());
    try {
      String text = new ReadableText(values).of(ManifestText.of(bytes, files.getFirst()));
      console.out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    } catch (YamlException e) {
      // A file that is being merged, or no manifest at all: Git still wants to show it.
      console.out().writeBytes(bytes);
    }
    return 0;
  }

  private int compare(ValueComparison values) throws IOException {
    ManifestText old = read(files.getFirst());
    ManifestText now = read(files.getLast());
    if (!SealedDiff.comparable(old) && !SealedDiff.comparable(now)) {
      throw new CommandFailure("no SealedSecret found: nothing to compare");
    }
    SealedDiff diff = SealedDiff.of(old, now, values);
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

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
