package dev.sealer.cli.verbs.files;

import dev.sealer.cli.batch.StreamSealing;
import dev.sealer.cli.batch.TreeRun;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.ClusterOptions;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.cli.options.ScopeFlag;
import dev.sealer.cli.options.SealCertificates;
import dev.sealer.cli.seal.FileSealing;
import dev.sealer.cli.seal.SealOptions;
import dev.sealer.cli.seal.SecretSealing;
import dev.sealer.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Seals the Secrets of files and folders. */
@Command(
    name = "seal",
    description = {
      "Seals every Secret of the input and leaves other objects as they are.",
      "",
      "Values that stand sealed in the file to be written, and did not change, keep their"
          + " ciphertext. Folders are searched for .yaml, .yml and .json files."
    },
    footer = {
      "",
      "Examples:",
      "  kubectl create secret generic db --from-literal=password=… --dry-run=client -o yaml |",
      "    sealer seal -n shop -o db.sealed.yaml",
      "  sealer seal --cert cluster.pem secrets.yaml > sealed.yaml",
      "  sealer seal --cert cluster.pem plain/ --out-dir sealed/",
      "  sealer seal --cert cluster.pem --in-place overlays/",
      "  sealer seal --cert eu=eu.pem --cert us=us.pem plain/ --out-dir clusters/"
    })
public final class SealVerb implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final SealCertificates certificates = new SealCertificates();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      defaultValue = "",
      description =
          "Folder to write to: each file under its own name, those of a folder where they stand"
              + " below it; with named certificates below DIR/NAME.")
  private String folder = "";

  @Option(names = "--in-place", description = "Replace the files by their sealed form.")
  private boolean inPlace;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out files and folders of this name or path below the named folder.")
  private List<String> excludes = new ArrayList<>();

  @Option(names = "--reseal", description = "Seal unchanged values anew as well.")
  private boolean reseal;

  @Option(
      names = "--report",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "With --out-dir and --in-place: text on standard error, or json on standard output.")
  private String report = "text";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "strict",
      description =
          "strict, namespace-wide or cluster-wide; with strict, annotations of a Secret choose.")
  private String scope = "strict";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name of the Secret, instead of its own.")
  private String name = "";

  @Option(names = "--allow-empty-data", description = "Seal a Secret that has no values.")
  private boolean allowEmpty;

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "What to read; standard input when there is none.")
  private List<String> files = new ArrayList<>();

  public SealVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    boolean tree = inPlace || !folder.isEmpty();
    checkCombination(tree);
    SealOptions options = new SealOptions(ScopeFlag.scope(scope), name, allowEmpty);
    Map<String, Sealer> sealers = certificates.sealers(console, cluster);
    FileSealing sealing =
        new FileSealing(new SecretSealing(options, cluster.namespaces(console)::findIfAny));
    Fingerprints fingerprints = Fingerprints.of(console.environment());
    if (!tree) {
      new StreamSealing(console, sealing, fingerprints, reseal).run(files, sealers, output);
      return 0;
    }
    if (inPlace && sealers.size() > 1) {
      throw wrong("--in-place takes one certificate: use --out-dir for several");
    }
    TreeRun run = new TreeRun(console, sealing, fingerprints, reseal);
    return inPlace
        ? run.inPlace(files, excludes, sealers.values().iterator().next(), report)
        : run.into(folder, files, excludes, sealers, report);
  }

  private void checkCombination(boolean tree) {
    if (inPlace && !folder.isEmpty()) {
      throw wrong("--in-place and --out-dir exclude each other");
    }
    if (!report.equals("text") && !report.equals("json")) {
      throw wrong("--report " + report + ": use text or json");
    }
    if (tree) {
      checkTree();
    } else if (files.stream().anyMatch(file -> Files.isDirectory(Path.of(file)))) {
      throw wrong("a folder needs --out-dir DIR or --in-place");
    }
  }

  private void checkTree() {
    if (output.given()) {
      throw wrong("-o and --format do not go with --in-place and --out-dir");
    }
    if (files.isEmpty() || files.contains("-")) {
      throw wrong("--in-place and --out-dir need files or folders to read");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
