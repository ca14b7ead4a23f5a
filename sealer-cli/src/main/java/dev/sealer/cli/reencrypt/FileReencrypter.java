package dev.sealer.cli.reencrypt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.BulkRun.Change;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.StringReplacements;
import dev.sealer.yaml.edit.StringReplacements.Replacement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Re-encrypts the old values of a file, in the file's own text. */
public final class FileReencrypter {
  private final Reencrypter reencrypter;
  private final String namespace;

  /**
   * Re-encrypts by {@code reencrypter}.
   *
   * @param namespace of objects that name none; empty if it is not known
   */
  public FileReencrypter(Reencrypter reencrypter, String namespace) {
    this.reencrypter = reencrypter;
    this.namespace = namespace;
  }

  /**
   * The result for one SealedSecret.
   *
   * @param fresh data keys that are on the current key because of this run
   * @param current data keys that were on the current key before
   * @param unknown data keys that no key at hand can unseal
   */
  public record ReencryptedObject(
      SealedDocument object, Set<String> fresh, Set<String> current, Set<String> unknown) {

    void describe(ObjectNode tree) {
      tree.put("document", object.document() + 1);
      tree.put("line", object.line());
      tree.put("namespace", object.namespace());
      tree.put("name", object.name());
      fresh.forEach(tree.putArray("resealed")::add);
      current.forEach(tree.putArray("current")::add);
      unknown.forEach(tree.putArray("unknown")::add);
    }
  }

  /** Adds the objects of a file to a JSON report. */
  static void describe(List<ReencryptedObject> objects, ObjectNode file) {
    ArrayNode all = file.putArray("objects");
    objects.forEach(object -> object.describe(all.addObject()));
  }

  /**
   * Re-encrypts the old values of all SealedSecrets of a file.
   *
   * @param named whether the file was named on the command line; other files may be of any kind
   * @throws dev.sealer.yaml.read.YamlException if it cannot be read
   */
  public Change<List<ReencryptedObject>> change(byte[] utf8, String file, boolean named) {
    if (!named && !SealedSecretJson.isMentionedIn(utf8)) {
      return new Change<>(Optional.empty(), List.of(), List.of(), List.of());
    }
    List<ReencryptedObject> objects = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SealedDocument object : SealedDocument.in(KubeYaml.readDocuments(utf8, file), namespace)) {
      try {
        Reencrypter.Result result = reencrypter.reencrypt(object);
        Set<String> fresh = new TreeSet<>(result.fresh().keySet());
        objects.add(new ReencryptedObject(object, fresh, result.current(), result.unknown()));
        for (SealedValue value : object.values()) {
          String ciphertext = result.fresh().get(value.key());
          if (ciphertext != null) {
            replacements.add(new Replacement(object.document(), value.at(), ciphertext));
          }
        }
      } catch (InvalidManifestException e) {
        objects.add(new ReencryptedObject(object, Set.of(), Set.of(), Set.of()));
        problems.add(object.where() + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty() || replacements.isEmpty()) {
      return unchanged(objects, problems);
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    return switch (StringReplacements.apply(text, file, replacements)) {
      case EditResult.Edited(String changed) -> Change.to(changed, objects, List.of());
      case EditResult.NotEditable(int line, String reason) ->
          unchanged(objects, List.of(file + ":" + line + ": " + reason));
    };
  }

  /** Nothing is re-encrypted in a file that stays as it is. */
  private static Change<List<ReencryptedObject>> unchanged(
      List<ReencryptedObject> objects, List<String> problems) {
    List<ReencryptedObject> kept =
        objects.stream()
            .map(each ->
                new ReencryptedObject(each.object(), Set.of(), each.current(), each.unknown()))
            .toList();
    return new Change<>(Optional.empty(), kept, List.of(), problems);
  }
}
