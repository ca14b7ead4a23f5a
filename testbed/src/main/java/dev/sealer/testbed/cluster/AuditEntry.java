package dev.sealer.testbed.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A request that the API server answered. Texts are empty where the log has none.
 *
 * @param id the request's id; a watch is logged when it starts and again when it ends
 * @param verb get, list, watch, create, update, patch, delete or deletecollection; a server-side
 *     apply is a patch, with code 201 when it created the object
 * @param group API group; empty for the core group
 * @param resource plural resource name, such as secrets
 * @param subresource such as status
 * @param namespace the object's namespace
 * @param name the object's name; empty in a create with a generated name
 * @param user who asked; service accounts are {@code system:serviceaccount:NAMESPACE:NAME}
 * @param code HTTP status; 0 while a watch goes on
 * @param dryRun whether the request asked to change nothing
 * @param uri path and query
 * @param received when the request arrived
 * @param line the whole entry; it has {@code requestObject} for writes of most kinds, never for
 *     Secrets and ConfigMaps
 */
public record AuditEntry(
    String id,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    String user,
    int code,
    boolean dryRun,
    String uri,
    Instant received,
    JsonNode line) {

  static AuditEntry of(JsonNode line) {
    JsonNode target = line.path("objectRef");
    String uri = line.path("requestURI").asText();
    return new AuditEntry(
        line.path("auditID").asText(),
        line.path("verb").asText(),
        target.path("apiGroup").asText(),
        target.path("resource").asText(),
        target.path("subresource").asText(),
        target.path("namespace").asText(),
        target.path("name").asText(),
        line.path("user").path("username").asText(),
        line.path("responseStatus").path("code").asInt(),
        uri.contains("dryRun=All"),
        uri,
        Instant.parse(line.path("requestReceivedTimestamp").asText()),
        line);
  }

  /** Returns whether the request changed, or tried to change, the cluster. A dry run does not. */
  public boolean isWrite() {
    return switch (verb) {
      case "create", "update", "patch", "delete", "deletecollection" -> !dryRun;
      default -> false;
    };
  }
}
