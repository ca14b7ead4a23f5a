package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.Plural;
import dev.sealer.cli.seal.FileOutcome.Done;
import dev.sealer.cli.seal.FileOutcome.Failed;
import java.util.ArrayList;
import java.util.List;

/** What a run over many files did, for people and for machines. Holds no value. */
public final class SealReport {
  private final List<FileOutcome> outcomes;

  /** The report of these files, in this order. */
  public SealReport(List<FileOutcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  /** Whether a file was left alone because of a problem. */
  public boolean hasFailures() {
    return !failed().isEmpty();
  }

  /** Whether there was nothing to seal, and nothing that had been sealed before. */
  public boolean foundNothing() {
    return !hasFailures() && sum(Done::secrets) == 0 && sum(Done::sealedBefore) == 0;
  }

  /** One line for each note and each failure, and a summary. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Done done : done()) {
      done.notes().forEach(note -> lines.add("note: " + done.target() + ": " + note));
    }
    for (Failed failed : failed()) {
      lines.add("error: " + failed.file() + ": " + failed.problem().reason());
    }
    lines.add(summary());
    return lines;
  }

  private String summary() {
    int written = (int) done().stream().filter(Done::written).count();
    StringBuilder line =
        new StringBuilder()
            .append(Plural.of(sum(Done::secrets), "Secret"))
            .append(" sealed: ")
            .append(Plural.of(sum(Done::sealed), "new value"))
            .append(", ")
            .append(sum(Done::kept))
            .append(" kept; ")
            .append(Plural.of(written, "file"))
            .append(" written, ")
            .append(done().size() - written)
            .append(" unchanged");
    if (hasFailures()) {
      line.append(", ").append(failed().size()).append(" failed");
    }
    return line.toString();
  }

  /** The same as JSON. */
  public ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode files = report.putArray("files");
    for (FileOutcome outcome : outcomes) {
      ObjectNode file = files.addObject().put("file", outcome.file());
      switch (outcome) {
        case Done done -> {
          file.put("target", done.target()).put("written", done.written());
          file.put("secrets", done.secrets()).put("sealedBefore", done.sealedBefore());
          file.put("valuesSealed", done.sealed()).put("valuesKept", done.kept());
          done.notes().forEach(file.putArray("notes")::add);
        }
        case Failed failed -> file.put("error", failed.problem().reason());
      }
    }
    report.put("failed", failed().size());
    return report;
  }

  private List<Done> done() {
    return outcomes.stream().filter(Done.class::isInstance).map(Done.class::cast).toList();
  }

  private List<Failed> failed() {
    return outcomes.stream().filter(Failed.class::isInstance).map(Failed.class::cast).toList();
  }

  private int sum(java.util.function.ToIntFunction<Done> count) {
    return done().stream().mapToInt(count).sum();
  }
}
