package dev.sealer.cli.options;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileProblem;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.io.SourceFiles;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The SealedSecrets behind a command's arguments: of files and directories, or of standard input
 * for {@code -} and for none. Files in directories that never name the kind are passed over.
 */
public final class SealedInputs {

  private final String name;
  private final byte[] content;

  private SealedInputs(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * One for each file.
   *
   * @throws CommandFailure when one cannot be looked at
   */
  public static List<SealedInputs> of(List<String> arguments, Console console) throws IOException {
    List<SealedInputs> inputs = new ArrayList<>();
    List<String> files = new ArrayList<>(arguments);
    if (files.isEmpty() || files.removeIf("-"::equals)) {
      InputFiles.Input input = InputFiles.read("-", console, "a SealedSecret");
      inputs.add(new SealedInputs(input.name(), input.bytes()));
    }
    SourceFiles found = SourceFiles.find(files);
    if (!found.problems().isEmpty()) {
      FileProblem problem = found.problems().getFirst();
      throw new CommandFailure(problem.file() + ": " + problem.reason());
    }
    found.warnings().forEach(warning -> console.warning(warning));
    for (SourceFile file : found.distinctFiles()) {
      byte[] content = InputFiles.read(file.name(), console, "").bytes();
      if (file.named() || SealedSecretJson.isMentionedIn(content)) {
        inputs.add(new SealedInputs(file.name(), content));
      }
    }
    return inputs;
  }

  /** Returns what messages call it. */
  public String name() {
    return name;
  }

  /**
   * Its SealedSecrets, in order; other objects are passed over.
   *
   * @param namespace of those that name none; empty when it is not known
   * @throws dev.sealer.yaml.read.YamlException when it cannot be read
   */
  public List<SealedDocument> objects(String namespace) {
    return SealedDocument.in(KubeYaml.readDocuments(content, name), namespace);
  }
}
