package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.SealedDocument;
import java.util.ArrayList;
import java.util.List;

/** All that checks found in one run. */
public final class ValidationReport {

  private final List<Checked> objects = new ArrayList<>();
  private final List<ValidationFinding> general = new ArrayList<>();

  /** A run that has found nothing yet. */
  public ValidationReport() {}

  /**
   * An object and what was found in it.
   *
   * @param file its file
   * @param findings may grow
   */
  public record Checked(SealedDocument object, String file, List<ValidationFinding> findings) {

    /** Returns whether something is wrong. */
    public boolean isBad() {
      return findings.stream()
          .anyMatch(finding -> finding.level() == ValidationFinding.Level.ERROR);
    }
  }

  public void add(String file, SealedDocument object, List<ValidationFinding> findings) {
    objects.add(new Checked(object, file, new ArrayList<>(findings)));
  }

  /** Adds what belongs to no object: a file that cannot be read, the certificate. */
  public void addGeneral(List<ValidationFinding> findings) {
    general.addAll(findings);
  }

  /** Returns the objects, in order. */
  public List<Checked> objects() {
    return List.copyOf(objects);
  }

  /** Returns whether there was nothing to check. */
  public boolean isEmpty() {
    return objects.isEmpty() && general.isEmpty();
  }

  /** Returns the findings of a level, each with file, line, document and object. */
  public List<String> lines(ValidationFinding.Level level) {
    List<String> lines = new ArrayList<>();
    general.stream()
        .filter(finding -> finding.level() == level)
        .forEach(finding -> lines.add(finding.message()));
    for (Checked checked : objects) {
      for (ValidationFinding finding : checked.findings()) {
        if (finding.level() == level) {
          lines.add(where(checked) + ": " + finding.message());
        }
      }
    }
    return lines;
  }

  private static String where(Checked checked) {
    return "%s:%d: document %d, %s"
        .formatted(
            checked.file(),
            checked.object().line(),
            checked.object().document() + 1,
            checked.object().title());
  }

  /** Returns the same for machines. */
  public ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("valid", lines(ValidationFinding.Level.ERROR).isEmpty());
    ArrayNode all = tree.putArray("objects");
    for (Checked checked : objects) {
      ObjectNode one = all.addObject();
      one.put("file", checked.file());
      one.put("line", checked.object().line());
      one.put("document", checked.object().document() + 1);
      one.put("namespace", checked.object().namespace());
      one.put("name", checked.object().name());
      put(one, checked.findings());
    }
    put(tree, general);
    return tree;
  }

  private static void put(ObjectNode to, List<ValidationFinding> findings) {
    ArrayNode errors = to.putArray("errors");
    ArrayNode warnings = to.putArray("warnings");
    for (ValidationFinding finding : findings) {
      (finding.level() == ValidationFinding.Level.ERROR ? errors : warnings).add(finding.message());
    }
  }
}
