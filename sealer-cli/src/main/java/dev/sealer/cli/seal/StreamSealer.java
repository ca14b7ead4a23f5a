package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.ParallelTasks;
import dev.sealer.cli.io.Progress;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.cli.options.InputFiles;
import dev.sealer.cli.options.OutputOptions;
import dev.sealer.sealing.Sealer;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Seals all inputs into one output: everything, or nothing. */
public final class StreamSealer {
  private final Console console;
  private final DocumentSealer sealing;
  private final Fingerprints fingerprints;
  private final boolean reseal;

  /** Seals by these rules. */
  public StreamSealer(
      Console console, DocumentSealer sealing, Fingerprints fingerprints, boolean reseal) {
    this.console = console;
    this.sealing = sealing;
    this.fingerprints = fingerprints;
    this.reseal = reseal;
  }

  private record Sealed(DocumentSealer.Result result, List<String> notes) {}

  /**
   * Seals files, or standard input, for each cluster.
   *
   * @throws CommandFailure when one of them cannot be sealed or none holds a Secret
   */
  public void run(List<String> files, Map<String, Sealer> sealers, OutputOptions output)
      throws IOException {
    if (sealers.size() > 1 && output.file("").isEmpty()) {
      throw new CommandFailure(
          "several certificates give several results: name a file with -w, or a directory with"
              + " --out-dir");
    }
    List<ManifestText> inputs = new ArrayList<>();
    for (String file : InputFiles.orStandardInput(files)) {
      InputFiles.Input input = InputFiles.read(file, console, "json/yaml k8s resource");
      inputs.add(ManifestText.of(input.bytes(), input.name()));
    }
    List<Runnable> writes = new ArrayList<>();
    for (Map.Entry<String, Sealer> cluster : sealers.entrySet()) {
      List<Sealed> sealed = seal(inputs, cluster.getValue(), output.file(cluster.getKey()));
      if (sealed.stream().mapToInt(one -> one.result().secrets()).sum() == 0) {
        throw new CommandFailure(
            "no Secret found: nothing to seal in "
                + (files.isEmpty() ? "stdin" : String.join(", ", files)));
      }
      writes.add(() -> write(sealed, output, cluster.getKey()));
    }
    fingerprints.save();
    writes.forEach(Runnable::run);
  }

  private List<Sealed> seal(List<ManifestText> inputs, Sealer sealer, String target) {
    ExistingCiphertexts existing = existing(target);
    int documents = inputs.stream().mapToInt(input -> input.parts().size()).sum();
    try (Progress progress = new Progress(console, "sealing", documents)) {
      return ParallelTasks.map(
          inputs,
          input -> {
            ValueSealer items = new ValueSealer(sealer, fingerprints, reseal);
            return new Sealed(sealing.seal(input, items, existing, progress::step), items.notes());
          });
    }
  }

  /** Reads the file to be written. One that cannot be parsed is replaced, because it was named. */
  private static ExistingCiphertexts existing(String target) {
    if (target.isEmpty() || !Files.isRegularFile(Path.of(target))) {
      return ExistingCiphertexts.none();
    }
    try {
      return ExistingCiphertexts.of(ManifestText.of(FileText.read(target), target));
    } catch (YamlException e) {
      return ExistingCiphertexts.none();
    }
  }

  private void write(List<Sealed> sealed, OutputOptions output, String cluster) {
    List<JsonNode> documents = new ArrayList<>();
    StringBuilder yaml = new StringBuilder();
    for (Sealed one : sealed) {
      documents.addAll(one.result().documents());
      yaml.append(one.result().yaml());
      one.notes().forEach(note -> console.note(output.file(cluster) + ": " + note));
    }
    if (output.json()) {
      output.write(console, cluster, documents);
    } else {
      output.write(console, cluster, yaml.toString());
    }
  }
}
