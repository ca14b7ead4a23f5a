package dev.sealer.sync.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A kustomization file and its directory. */
final class KustomizationFile {

  private static final Set<String> NAMES =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final TreeSnapshot directory;
  private final String fileName;
  private final Document document;
  private final ObjectNode content;

  private KustomizationFile(
      TreeSnapshot directory, String fileName, Document document, ObjectNode content) {
    this.directory = directory;
    this.fileName = fileName;
    this.document = document;
    this.content = content;
  }

  static boolean isName(String fileName) {
    return NAMES.contains(fileName);
  }

  /** Finds and reads the one kustomization file of a directory; empty when there is none. */
  static Optional<KustomizationFile> read(TreeSnapshot directory) {
    List<String> names =
        NAMES.stream().filter(n -> directory.file(n).isPresent()).sorted().toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String shown = shown(directory, names.getFirst());
    if (names.size() > 1) {
      throw new ManifestException(
          shown + ": the directory holds several kustomization files: " + String.join(", ", names));
    }
    if (!(directory.file(names.getFirst()).orElseThrow() instanceof TreeFile.Content file)) {
      throw new ManifestException(
          shown
              + ": the file cannot be read: it is kept in Git LFS, or a symbolic link to nothing");
    }
    try {
      Document document = KubeYaml.readDocument(file.bytes(), shown);
      if (!(document.content() instanceof ObjectNode content)) {
        throw new ManifestException(shown + ": a kustomization is a mapping, and this is not one");
      }
      return Optional.of(
          new KustomizationFile(directory, names.getFirst(), document, content.deepCopy()));
    } catch (YamlException e) {
      throw ManifestException.because(e);
    }
  }

  TreeSnapshot directory() {
    return directory;
  }

  String fileName() {
    return fileName;
  }

  /** The content; changes go to the working copy. */
  ObjectNode content() {
    return content;
  }

  /** The place of a value in the file as it was committed. */
  Origin at(String pointer) {
    return new Origin(shown(directory, fileName), document.lineOf(pointer));
  }

  /** The texts of a list field, each with its pointer. */
  List<Reference> references(String field) {
    List<Reference> found = new ArrayList<>();
    JsonNode items = content.path(field);
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      if (item.isTextual()) {
        found.add(new Reference(item.asText(), "/" + field + "/" + i));
      }
    }
    return found;
  }

  /**
   * A string that names a file or a directory, or is the content itself.
   *
   * @param target what it names
   * @param pointer where it is
   * @param shown what a message may say of it
   */
  record Reference(String target, String pointer, String shown) {

    private static final int LONGEST_SHOWN = 256;
    private static final Pattern NO_PATH = Pattern.compile("[\\s\\p{Cntrl}{}\\[\\]\"'`]");

    Reference(String target, String pointer) {
      this(target, pointer, shown(target));
    }

    /**
     * Returns an entry of a generator, {@code key=file}. A message says only the key: somebody may
     * have written a value in place of the file.
     */
    static Reference ofKey(String entry, String pointer) {
      int equals = entry.indexOf('=');
      return equals < 0
          ? new Reference(entry, pointer)
          : new Reference(
              entry.substring(equals + 1),
              pointer,
              "the file of " + shown(entry.substring(0, equals)));
    }

    /** Returns whether it is content, such as a patch, and names no file. */
    boolean isInline() {
      String content = target.strip();
      return target.contains("\n") || content.startsWith("{") || content.startsWith("[");
    }

    /** An address may hold a password, and content such as a patch may hold values. */
    private static String shown(String target) {
      if (target.length() > LONGEST_SHOWN || NO_PATH.matcher(target).find()) {
        return "what this entry names";
      }
      return target.contains("://") ? RepositoryUrl.shown(target) : target;
    }
  }

  private static String shown(TreeSnapshot directory, String fileName) {
    return directory.path().isEmpty() ? fileName : directory.path() + "/" + fileName;
  }
}
