package dev.sealer.cli.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * The results of a {@link BulkRun}, for people and for machines. Holds no value of a Secret.
 *
 * @param files in the order of the run
 */
public record BulkReport<D>(List<FileOutcome<D>> files) {
  /** Copies the list. */
  public BulkReport {
    files = List.copyOf(files);
  }

  /** Returns the files that were read. */
  public List<D> details() {
    return files.stream().flatMap(file -> file.detail().stream()).toList();
  }

  /** Returns the sum of a count over all files. */
  public int sum(ToIntFunction<D> count) {
    return details().stream().mapToInt(count).sum();
  }

  /** Returns the number of files whose content changed. */
  public int changed() {
    return (int) files.stream().filter(FileOutcome::changed).count();
  }

  /** Returns the number of files with a problem. */
  public int failed() {
    return (int) files.stream().filter(file -> !file.problems().isEmpty()).count();
  }

  /** Returns all problems, in the order of the files. */
  public List<String> problems() {
    return files.stream().flatMap(file -> file.problems().stream()).toList();
  }

  /**
   * Prints the report, for people a line each for the notes and then {@code lines}.
   *
   * @param json whether it is for a machine, on standard output
   * @param describe adds a file's detail to its JSON object
   * @param summary added to the JSON report
   * @throws CommandFailure with all problems, if there is one
   */
  public void print(
      Console console,
      boolean json,
      List<String> lines,
      BiConsumer<D, ObjectNode> describe,
      ObjectNode summary) {
    if (json) {
      console.out().print(KubeYaml.toPrettyJson(tree(describe, summary)));
    } else {
      for (FileOutcome<D> file : files) {
        file.notes().forEach(note -> console.note(file.target() + ": " + note));
      }
      lines.forEach(console.out()::println);
    }
    if (failed() > 0) {
      throw new CommandFailure(problems());
    }
  }

  private ObjectNode tree(BiConsumer<D, ObjectNode> describe, ObjectNode summary) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode all = report.putArray("files");
    for (FileOutcome<D> outcome : files) {
      ObjectNode file = all.addObject().put("file", outcome.file());
      file.put("target", outcome.target()).put("changed", outcome.changed());
      outcome.detail().ifPresent(detail -> describe.accept(detail, file));
      outcome.notes().forEach(file.putArray("notes")::add);
      outcome.problems().forEach(file.putArray("problems")::add);
    }
    summary.put("files", files.size()).put("changed", changed()).put("failed", failed());
    report.set("summary", summary);
    return report;
  }
}
