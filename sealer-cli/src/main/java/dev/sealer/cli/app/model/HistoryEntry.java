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
 * @param revision the commit
 * @param author of the commit; may be empty
 * @param subject first line of the commit's message; may be empty
 * @param source what it was a sync of, as the API has it
 */
public record HistoryEntry(
    long id, String deployedAt, String revision, String author, String subject, JsonNode source) {

  /** Returns the past syncs of an Application, the newest first. */
  public static List<HistoryEntry> of(JsonNode application) {
    List<HistoryEntry> found = new ArrayList<>();
    for (JsonNode one : application.at("/status/history")) {
      found.addFirst(
          new HistoryEntry(
              one.path("id").asLong(),
              one.path("deployedAt").asText(),
              one.path("revision").asText(),
              one.at("/commit/author").asText(),
              one.at("/commit/message").asText(),
              one.path("source")));
    }
    return found;
  }

  /** Writes its fields, except the source. */
  public void describe(ObjectNode into) {
    into.put("id", id).put("deployedAt", deployedAt).put("revision", revision);
    into.put("author", author).put("subject", subject);
  }
}
