package dev.sealer.cli.reencrypt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.reencrypt.FileReencrypter.FileOutcome;
import dev.sealer.cli.reencrypt.FileReencrypter.ObjectOutcome;
import dev.sealer.cli.reencrypt.Reencrypter.Resealed;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a run did, for people and for machines. It names files, objects and keys, and nothing that
 * is made from a value.
 */
public final class ReencryptionReport {

  private final List<FileOutcome> files;
  private final boolean dryRun;

  /** Reports on these files; those without SealedSecrets are left out. */
  public ReencryptionReport(Collection<FileOutcome> files, boolean dryRun) {
    this.files =
        files.stream()
            .filter(file -> !file.objects().isEmpty() || !file.problems().isEmpty())
            .toList();
    this.dryRun = dryRun;
  }

  /** Whether there was nothing to look at. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** All problems, in the order of the files. */
  public List<String> problems() {
    return files.stream().flatMap(file -> file.problems().stream()).toList();
  }

  /** How many items no key at hand opens, though the newest may. */
  public int unknown() {
    return count(result -> result.unknown().size());
  }

  /** One line for each object that was sealed anew, and one for the whole. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (FileOutcome file : files) {
      for (ObjectOutcome object : file.objects()) {
        Collection<String> keys = resealed(file, object);
        if (!keys.isEmpty()) {
          out.append(object.object().where())
              .append(dryRun ? ": would be re-encrypted: " : ": re-encrypted: ")
              .append(String.join(", ", keys))
              .append('\n');
        }
      }
    }
    return out.append(summary()).append('\n').toString();
  }

  private String summary() {
    return "re-encrypted: %s in %d of %s%s; already on the current key: %d"
        .formatted(
            Plural.of(sealedAnew(), "value"),
            changedFiles(),
            Plural.of(files.size(), "file"),
            dryRun ? " (dry run: nothing was written)" : "",
            count(result -> result.current().size()));
  }

  /** The same as a tree. */
  public ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dryRun", dryRun);
    ArrayNode all = tree.putArray("files");
    for (FileOutcome file : files) {
      ObjectNode one = all.addObject();
      one.put("file", file.file());
      one.put("changed", file.changed().isPresent());
      ArrayNode objects = one.putArray("objects");
      file.objects().forEach(object -> objects.add(tree(file, object)));
      file.problems().forEach(one.putArray("problems")::add);
    }
    tree.putObject("summary")
        .put("files", files.size())
        .put("changedFiles", changedFiles())
        .put("resealed", sealedAnew())
        .put("current", count(result -> result.current().size()))
        .put("unknown", unknown())
        .put("problems", problems().size());
    return tree;
  }

  private static ObjectNode tree(FileOutcome file, ObjectOutcome outcome) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("document", outcome.object().document() + 1);
    tree.put("line", outcome.object().line());
    tree.put("namespace", outcome.object().namespace());
    tree.put("name", outcome.object().name());
    resealed(file, outcome).forEach(tree.putArray("resealed")::add);
    outcome
        .result()
        .ifPresent(result -> {
          result.current().forEach(tree.putArray("current")::add);
          result.unknown().forEach(tree.putArray("unknown")::add);
        });
    return tree;
  }

  /** What is on the newest key because of this run; nothing where the file could not be changed. */
  private static Collection<String> resealed(FileOutcome file, ObjectOutcome outcome) {
    return file.changed().isPresent()
        ? outcome.result().map(result -> result.fresh().keySet()).orElseThrow()
        : List.of();
  }

  private int sealedAnew() {
    return files.stream()
        .flatMap(file -> file.objects().stream().map(object -> resealed(file, object).size()))
        .mapToInt(Integer::intValue)
        .sum();
  }

  private long changedFiles() {
    return files.stream().filter(file -> file.changed().isPresent()).count();
  }

  private int count(Function<Resealed, Integer> of) {
    return files.stream()
        .flatMap(file -> file.objects().stream())
        .flatMap(object -> object.result().stream())
        .mapToInt(of::apply)
        .sum();
  }
}
