package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The objects of the files that {@code sealer es render} reads. */
final class TemplateObjects {
  private final List<JsonNode> objects = new ArrayList<>();

  /** Adds an object; a List adds its items. */
  void add(JsonNode object) {
    if (object.path("kind").asText().equals("List")) {
      object.path("items").forEach(this::add);
    } else if (object.isObject()) {
      objects.add(object);
    }
  }

  /**
   * Returns the ExternalSecret.
   *
   * @param name its name; empty if there is only one
   */
  JsonNode externalSecret(String name) {
    List<JsonNode> found =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals("ExternalSecret"))
            .filter(object -> name.isEmpty() || name.equals(nameOf(object)))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new CommandFailure(
        found.isEmpty()
            ? "no ExternalSecret" + (name.isEmpty() ? "" : " \"" + name + "\"") + " in the files"
            : found.size() + " ExternalSecrets in the files; choose one with --name");
  }

  /**
   * Returns the template in a key of a ConfigMap or Secret.
   *
   * @param field path in the ExternalSecret, for messages
   * @param kind {@code configMap} or {@code secret}
   */
  String text(String field, String kind, String name, String key) {
    for (JsonNode object : objects) {
      if (object.path("kind").asText().equalsIgnoreCase(kind) && nameOf(object).equals(name)) {
        JsonNode value = object.path("stringData").path(key);
        if (value.isTextual()) {
          return value.asText();
        }
        JsonNode data = object.path("data").path(key);
        if (data.isTextual()) {
          return kind.equals("secret") ? decoded(field, key, data.asText()) : data.asText();
        }
      }
    }
    throw new CommandFailure(
        "%s: no %s \"%s\" with key \"%s\" in the files; add it to them"
            .formatted(field, kind.toLowerCase(Locale.ROOT), name, key));
  }

  private static String decoded(String field, String key, String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(field + ": key \"" + key + "\" is not base64", e);
    }
  }

  private static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }
}
