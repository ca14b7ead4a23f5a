package dev.sealer.cli.reencrypt;

import dev.sealer.cli.manifest.InvalidManifestException;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedDocuments;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.StringReplacements;
import dev.sealer.yaml.edit.StringReplacements.Replacement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals the stale items of a file anew, in the file's own text. */
public final class FileReencrypter {

  private final Reencrypter resealing;
  private final String namespace;

  /**
   * Seals by {@code resealing}.
   *
   * @param namespace of objects that name none; empty when it is not known
   */
  public FileReencrypter(Reencrypter resealing, String namespace) {
    this.resealing = resealing;
    this.namespace = namespace;
  }

  /**
   * What became of one object.
   *
   * @param result nothing when there is a problem
   */
  public record ObjectOutcome(SealedDocument object, Optional<Reencrypter.Resealed> result) {}

  /**
   * What became of a file.
   *
   * @param changed the file's new text; nothing when it stays as it is
   * @param problems each a line with file and line; with one, the file stays as it is
   */
  public record FileOutcome(
      String file, List<ObjectOutcome> objects, Optional<String> changed, List<String> problems) {}

  /**
   * Looks at all objects of a file, and seals what is stale.
   *
   * @throws dev.sealer.yaml.read.YamlException when it cannot be read
   */
  public FileOutcome of(byte[] utf8, String file) {
    List<ObjectOutcome> objects = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SealedDocument object :
        SealedDocuments.in(KubeYaml.readDocuments(utf8, file), namespace)) {
      try {
        Reencrypter.Resealed result = resealing.reseal(object);
        objects.add(new ObjectOutcome(object, Optional.of(result)));
        for (SealedValue value : object.values()) {
          String fresh = result.fresh().get(value.key());
          if (fresh != null) {
            replacements.add(new Replacement(object.document(), value.at(), fresh));
          }
        }
      } catch (InvalidManifestException e) {
        objects.add(new ObjectOutcome(object, Optional.empty()));
        problems.add(object.where() + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty() || replacements.isEmpty()) {
      return new FileOutcome(file, objects, Optional.empty(), problems);
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    return switch (StringReplacements.apply(text, file, replacements)) {
      case EditResult.Edited(String changed) ->
          new FileOutcome(file, objects, Optional.of(changed), List.of());
      case EditResult.NotEditable(int line, String reason) ->
          new FileOutcome(
              file, objects, Optional.empty(), List.of(file + ":" + line + ": " + reason));
    };
  }
}
