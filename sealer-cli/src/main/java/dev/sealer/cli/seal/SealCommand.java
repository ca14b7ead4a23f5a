package dev.sealer.cli.seal;

import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.options.UsageException;
import dev.sealer.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Seals the Secrets of files and directories. */
public final class SealCommand implements CliCommand {
  private final Console console;

  private final ClusterOptions cluster = new ClusterOptions();
  private final SealCertificates certificates = new SealCertificates();
  private final OutputOptions output = new OutputOptions();

  private final Argument<String> folder =
      Argument.option(
          "--out-dir",
          "DIR",
          "Directory to write to: each file under its own name, files of a directory at the same"
              + " place below it; with named certificates below DIR/NAME.");

  private final Argument<Boolean> inPlace =
      Argument.flag("--in-place", "Replace the files by their sealed form.");

  private final Argument<List<String>> excludes =
      Argument.options(
          "--exclude",
          "GLOB",
          "Leave out files and directories of this name or path below the named directory.");

  private final Argument<Boolean> reseal =
      Argument.flag("--reseal", "Seal unchanged values again as well.");

  private final Argument<String> report =
      Argument.option("--report", "FORMAT", "text", "With --out-dir and --in-place: text or json.");

  private final Argument<String> scope =
      Argument.option(
          "--scope",
          "SCOPE",
          "strict",
          "strict, namespace-wide or cluster-wide; with strict, annotations of a Secret choose.");

  private final Argument<String> name =
      Argument.option("--name", "NAME", "Name of the Secret, instead of its own.");

  private final Argument<Boolean> allowEmpty =
      Argument.flag("--allow-empty-data", "Seal a Secret that has no values.");

  private final Argument<List<String>> files =
      Argument.parameters(0, 0, "FILE|DIR", "What to read; standard input when there is none.");

  public SealCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Seals every Secret of the input and leaves other objects as they are.",
            "",
            "Unchanged values keep the ciphertext that the output file already contains. Directories"
                + " are searched for .yaml, .yml and .json files.")
        .takes(
            cluster,
            certificates,
            output,
            folder,
            inPlace,
            excludes,
            reseal,
            report,
            scope,
            name,
            allowEmpty,
            files)
        .footer(
            "",
            "Examples:",
            "  kubectl create secret generic db --from-literal=password=… --dry-run=client -o yaml |",
            "    sealer seal -n shop -w db.sealed.yaml",
            "  sealer seal --cert cluster.pem secrets.yaml > sealed.yaml",
            "  sealer seal --cert cluster.pem plain/ --out-dir sealed/",
            "  sealer seal --cert cluster.pem --in-place overlays/",
            "  sealer seal --cert eu=eu.pem --cert us=us.pem plain/ --out-dir clusters/");
  }

  @Override
  public Integer call() throws IOException {
    boolean tree = inPlace.value() || !folder.value().isEmpty();
    checkCombination(tree);
    SealOptions options =
        new SealOptions(SealOptions.scope(scope.value()), name.value(), allowEmpty.value());
    Map<String, Sealer> sealers = certificates.sealers(console, cluster);
    DocumentSealer sealing =
        new DocumentSealer(new SecretSealer(options, cluster.namespaces(console)::findIfAny));
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    if (!tree) {
      new StreamSealer(console, sealing, fingerprints, reseal.value())
          .run(files.value(), sealers, output);
      return 0;
    }
    if (inPlace.value() && sealers.size() > 1) {
      throw new UsageException("--in-place accepts one certificate; use --out-dir for several");
    }
    FileSealer run = new FileSealer(console, sealing, fingerprints, reseal.value());
    boolean json = report.value().equals("json");
    if (inPlace.value()) {
      run.inPlace(files.value(), excludes.value(), sealers.values().iterator().next(), json);
    } else {
      run.into(folder.value(), files.value(), excludes.value(), sealers, json);
    }
    return 0;
  }

  private void checkCombination(boolean tree) {
    boolean _ = output.json();
    if (inPlace.value() && !folder.value().isEmpty()) {
      throw new UsageException("--in-place and --out-dir exclude each other");
    }
    if (!report.value().equals("text") && !report.value().equals("json")) {
      throw new UsageException("--report " + report.value() + ": use text or json");
    }
    if (tree) {
      checkTree();
    } else if (files.value().stream().anyMatch(file -> Files.isDirectory(Path.of(file)))) {
      throw new UsageException("a directory needs --out-dir DIR or --in-place");
    }
  }

  private void checkTree() {
    if (output.given()) {
      throw new UsageException("-w and -o do not go with --in-place and --out-dir");
    }
    if (files.value().isEmpty() || files.value().contains("-")) {
      throw new UsageException("--in-place and --out-dir need files or directories to read");
    }
  }
}
