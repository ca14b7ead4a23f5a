package dev.sealer.cli.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.backup.plan.BackupStaleness;
import dev.sealer.cli.backup.plan.CoverageReport;
import dev.sealer.cli.backup.plan.CoverageReport.FileNote;
import dev.sealer.cli.backup.plan.CoverageReport.Item;
import dev.sealer.cli.backup.plan.CoverageReport.Place;
import dev.sealer.cli.backup.plan.RestoreStep;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.Plural;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.backup.BackupManifest;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of a command: lines for people, and the same as JSON for programs. */
final class BackupReport {
  private static final int REFS_SHOWN = 3;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<String> lines = new ArrayList<>();

  /** Prints it for people, or for programs. */
  void print(Console console, boolean asJson) {
    if (asJson) {
      console.out().print(KubeYaml.toPrettyJson(json));
    } else {
      lines.forEach(console.out()::println);
    }
  }

  void put(String field, String value) {
    json.put(field, value);
  }

  void put(String field, boolean value) {
    json.put(field, value);
  }

  void line(String text) {
    lines.add(text);
  }

  void manifest(KeyBackup backup) {
    BackupManifest manifest = backup.manifest();
    json.put("created", manifest.created().toString());
    json.putObject("cluster")
        .put("uid", manifest.cluster().uid())
        .put("server", manifest.cluster().server())
        .put("namespace", manifest.cluster().namespace());
    json.put("checksum", manifest.checksum());
    @Nullable KeyFingerprint current = backup.current().map(key -> key.fingerprint()).orElse(null);
    ArrayNode keys = json.putArray("keys");
    for (BackupManifest.Key key : manifest.keys()) {
      boolean isCurrent = key.fingerprint().equals(current);
      keys.addObject()
          .put("secret", key.secret())
          .put("fingerprint", key.fingerprint().value())
          .put("status", key.status())
          .put("current", isCurrent)
          .put("bits", key.bits())
          .put("notBefore", key.notBefore().toString())
          .put("notAfter", key.notAfter().toString());
      lines.add(
          "  %s  %s  from %s  %s%s"
              .formatted(
                  key.secret(),
                  key.fingerprint().value(),
                  key.notBefore(),
                  key.status().isEmpty() ? "without label" : key.status(),
                  isCurrent ? ", current" : ""));
    }
  }

  void malformed(List<KeySecret> keys, Console console) {
    ArrayNode array = json.putArray("malformed");
    for (KeySecret key : keys) {
      array.addObject().put("secret", key.name()).put("problem", key.problem());
      console.warning(
          "key Secret %s is not in the backup: %s; repair it, or remove its label"
              .formatted(key.name(), key.problem()));
    }
  }

  void staleness(BackupStaleness staleness) {
    ArrayNode array = json.putArray("missingKeys");
    for (BackupStaleness.Missing missing : staleness.missing()) {
      array
          .addObject()
          .put("where", missing.where())
          .put("fingerprint", missing.key().value())
          .put("notBefore", missing.notBefore().toString());
      lines.add(
          "stale: the backup lacks sealing key %s (%s, valid from %s); create a new backup"
              .formatted(missing.key().value(), missing.where(), missing.notBefore()));
    }
  }

  void coverage(CoverageReport report) {
    ObjectNode repository = json.putObject("repository");
    ArrayNode refs = repository.putArray("refs");
    report.refs().forEach(refs::add);
    repository.put("files", report.files());
    repository.put("objects", report.objects());
    repository.put("values", report.values());
    lines.add(
        "%s with %s in %s of %s"
            .formatted(
                Plural.of(report.objects(), "SealedSecret"),
                Plural.of(report.values(), "distinct value"),
                Plural.of(report.files(), "distinct file"),
                Plural.of(report.refs().size(), "branch")));
    items(repository.putArray("uncovered"), "not covered", report.uncovered());
    notes(repository.putArray("unreadable"), "not readable", report.unreadable());
    items(repository.putArray("misplaced"), "note", report.misplaced());
    notes(repository.putArray("notRead"), "not read", report.notRead());
  }

  void steps(List<RestoreStep> steps) {
    ArrayNode array = json.putArray("steps");
    for (RestoreStep step : steps) {
      String[] told = told(step);
      array.addObject().put("action", told[0]).put("secret", step.secret()).put("detail", told[1]);
      lines.add("  %s %s: %s".formatted(told[0], step.secret(), told[1]));
    }
  }

  private static String[] told(RestoreStep step) {
    return switch (step) {
      case RestoreStep.Create create -> new String[] {"create", create.key().fingerprint().value()};
      case RestoreStep.Update update -> new String[] {"update", update.key().fingerprint().value()};
      case RestoreStep.Leave leave ->
          new String[] {"leave", leave.key().fingerprint().value() + ", " + leave.why()};
      case RestoreStep.MakeOlder stray ->
          new String[] {
            "set-behind",
            stray.pair().fingerprint().value()
                + ", which is not in the backup: can still unseal, but is not used for new values"
          };
      case RestoreStep.KeepCurrent kept ->
          new String[] {
            "keep",
            kept.pair().fingerprint().value()
                + ", which is not in the backup, stays the current key: "
                + kept.why()
                + "; make a new backup"
          };
    };
  }

  private void items(ArrayNode array, String word, List<Item> items) {
    for (Item item : items) {
      place(array.addObject(), item.place())
          .put("line", item.object().line())
          .put("document", item.object().document())
          .put("namespace", item.object().id().namespace())
          .put("name", item.object().id().name())
          .put("scope", item.object().id().scope().flag())
          .put("item", item.key())
          .put("reason", item.reason());
      lines.add(
          "%s: %s:%d (document %d): %s, item %s: %s"
              .formatted(
                  word,
                  shown(item.place()),
                  item.object().line(),
                  item.object().document(),
                  item.object().id().title(),
                  item.key(),
                  item.reason()));
    }
  }

  private void notes(ArrayNode array, String word, List<FileNote> notes) {
    for (FileNote note : notes) {
      place(array.addObject(), note.place()).put("reason", note.reason());
      lines.add("%s: %s: %s".formatted(word, shown(note.place()), note.reason()));
    }
  }

  private static ObjectNode place(ObjectNode node, Place place) {
    ArrayNode refs = node.putArray("refs");
    place.refs().forEach(refs::add);
    return node.put("file", place.path());
  }

  private static String shown(Place place) {
    List<String> refs = place.refs();
    String some = String.join(", ", refs.subList(0, Math.min(REFS_SHOWN, refs.size())));
    String more =
        refs.size() > REFS_SHOWN ? " and %d more".formatted(refs.size() - REFS_SHOWN) : "";
    return some + more + ": " + place.path();
  }
}
