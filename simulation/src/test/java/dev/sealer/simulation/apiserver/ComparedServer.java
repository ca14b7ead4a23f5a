package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apiserver.GeneratedRequest.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of two servers that get the same requests; writes its answers in a form without chance. */
final class ComparedServer {

  private static final String METADATA = "metadata";
  private static final String VERSION = "resourceVersion";
  private static final String CAUSES = "causes";
  private static final String MESSAGE = "message";
  private static final String TYPE_PROBLEMS = "failed to create typed patch object";
  private static final String OBJECT_VERSION = "ResourceVersion in object meta: ";

  private final ApiClient calls;
  private final String namespace;
  private final Map<Subject, List<String>> versions = new HashMap<>();
  private final Map<Subject, String> uids = new HashMap<>();
  private final List<String> seen = new ArrayList<>();

  ComparedServer(ApiClient calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /** Sends a request and returns the answer as text. */
  String answer(GeneratedRequest generated) throws IOException {
    Subject subject = generated.subject();
    List<String> known = versions.computeIfAbsent(subject, _ -> new ArrayList<>());
    Map<String, String> values = new HashMap<>();
    values.put(GeneratedRequest.NAMESPACE, namespace);
    values.put(GeneratedRequest.VERSION, known.isEmpty() ? "1" : known.getLast());
    values.put(GeneratedRequest.OLD, known.size() < 2 ? "1" : known.get(known.size() - 2));
    values.put(
        GeneratedRequest.UID, uids.getOrDefault(subject, "99999999-9999-9999-9999-999999999999"));
    ApiAnswer answer = calls.send(generated.filled(values));
    if (answer.ok()) {
      remember(subject, answer.body().path(METADATA), known);
    }
    return answer.code() + " " + form(answer.body());
  }

  private void remember(Subject subject, JsonNode metadata, List<String> known) {
    String version = metadata.path(VERSION).asText();
    if (!version.isEmpty() && (known.isEmpty() || !known.getLast().equals(version))) {
      known.add(version);
      uids.put(subject, metadata.path("uid").asText());
    }
  }

  private String form(JsonNode body) {
    if (!(body instanceof ObjectNode object)) {
      return String.valueOf(body);
    }
    ObjectNode copy = object.deepCopy();
    sortCauses(copy);
    String message = copy.path(MESSAGE).asText();
    if (message.startsWith(TYPE_PROBLEMS)) {
      // The real server walks objects in any order, and may stop at the first problem.
      copy.put(MESSAGE, message.substring(0, message.indexOf("):")));
    }
    if (message.contains(OBJECT_VERSION)) {
      copy.put(MESSAGE, message.substring(0, message.indexOf(OBJECT_VERSION)));
    }
    if (copy.get(METADATA) instanceof ObjectNode metadata) {
      for (String time : List.of("creationTimestamp", "deletionTimestamp")) {
        if (metadata.has(time)) {
          metadata.put(time, "TIME");
        }
      }
      sortEntries(metadata);
    }
    return numbered(Json.text(sorted(copy)));
  }

  /** Several causes come in any order, and so does the message that repeats them. */
  private static void sortCauses(ObjectNode status) {
    if (!(status.path("details").path(CAUSES) instanceof ArrayNode causes)) {
      return;
    }
    boolean quotes = causes.path(0).path("field").asText().equals("patch");
    if (quotes) {
      ((ObjectNode) causes.path(0)).remove(MESSAGE);
    }
    if (quotes || causes.size() > 1) {
      status.remove(MESSAGE);
    }
    List<JsonNode> sorted = new ArrayList<>();
    causes.forEach(sorted::add);
    sorted.sort(Comparator.comparing(Json::text));
    causes.removeAll();
    causes.addAll(sorted);
  }

  private static void sortEntries(ObjectNode metadata) {
    if (!(metadata.get("managedFields") instanceof ArrayNode entries)) {
      return;
    }
    List<JsonNode> sorted = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.has("time")) {
        ((ObjectNode) entry).put("time", "TIME");
      }
      sorted.add(sorted(entry));
    }
    sorted.sort(Comparator.comparing(Json::text));
    entries.removeAll();
    entries.addAll(sorted);
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = Json.object();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> result.set(field.getKey(), sorted(field.getValue())));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = Json.object().arrayNode();
      array.forEach(entry -> result.add(sorted(entry)));
      return result;
    }
    return node;
  }

  /** Numbers uids and versions in the order in which they appear. */
  private String numbered(String text) {
    String result = text.replace(namespace, "NAMESPACE");
    for (String uid : new ArrayList<>(uids.values())) {
      note(uid);
    }
    versions.values().forEach(list -> list.forEach(this::note));
    for (int i = 0; i < seen.size(); i++) {
      result = result.replace("\"" + seen.get(i) + "\"", "\"#" + i + "\"");
      result = result.replace("(" + seen.get(i) + ")", "(#" + i + ")");
      if (seen.get(i).length() == 36) {
        result = result.replace(seen.get(i), "#" + i);
      }
    }
    return result.replaceAll("\"uid\":\"[0-9a-f-]{36}\"", "\"uid\":\"UID\"");
  }

  private void note(String value) {
    if (!seen.contains(value)) {
      seen.add(value);
    }
  }
}
