package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A full sync of the past. Pure.
 *
 * @param id counts up
 * @param deployedAt when it ended, RFC 3339
 * @param revision the commit; of several sources all of them, with commas between
 * @param author of the commit; may be empty
 * @param subject first line of the commit's message; may be empty
 * @param entry as the API has it
 */
public record HistoryEntry(
    long id, String deployedAt, String revision, String author, String subject, JsonNode entry) {

  /** Returns the past syncs of an Application, the newest first. */
  public static List<HistoryEntry> of(JsonNode application) {
    List<HistoryEntry> found = new ArrayList<>();
    for (JsonNode one : application.at("/status/history")) {
      found.addFirst(
          new HistoryEntry(
              one.path("id").asLong(),
              one.path("deployedAt").asText(),
              ApplicationSummary.commits(one),
              one.at("/commit/author").asText(),
              one.at("/commit/message").asText(),
              one));
    }
    return found;
  }

  /** Writes into {@code operation.sync} that this is to be synced again. */
  public void chooseIn(ObjectNode sync) {
    for (String field : List.of("revision", "revisions", "source", "sources")) {
      JsonNode value = entry.path(field);
      if (!value.isEmpty() || value.isTextual()) {
        sync.set(field, value);
      }
    }
  }

  /** Writes its fields, except the source. */
  public void describe(ObjectNode into) {
    into.put("id", id).put("deployedAt", deployedAt).put("revision", revision);
    into.put("author", author).put("subject", subject);
  }
}
