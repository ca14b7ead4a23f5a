package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.ServedKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which objects a list or watch asks for, by labels and by fields. */
final class Selector {

  private static final Pattern SET_BASED =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern COMPARED = Pattern.compile("\\s*([^=!\\s]+)\\s*(==|=|!=)\\s*(.*)");
  private static final Pattern COMMA_OUTSIDE = Pattern.compile(",(?![^(]*\\))");

  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Secret", Set.of("type"),
          "Namespace", Set.of("status.phase"),
          "Event",
              Set.of(
                  "involvedObject.kind",
                  "involvedObject.name",
                  "involvedObject.namespace",
                  "involvedObject.uid",
                  "reason",
                  "type"));

  private final List<Predicate<JsonNode>> conditions = new ArrayList<>();

  private Selector() {}

  /**
   * Reads the selectors of a request.
   *
   * @throws dev.sealer.simulation.failure.ApiFailure 400 if a field cannot be selected by
   */
  static Selector parse(
      ServedKind kind, @Nullable String labelSelector, @Nullable String fieldSelector) {
    Selector selector = new Selector();
    if (labelSelector != null) {
      for (String term : COMMA_OUTSIDE.split(labelSelector, -1)) {
        selector.conditions.add(label(term.strip()));
      }
    }
    if (fieldSelector != null) {
      for (String term : fieldSelector.split(",", -1)) {
        selector.conditions.add(field(kind, term.strip()));
      }
    }
    return selector;
  }

  boolean isEverything() {
    return conditions.isEmpty();
  }

  boolean matches(@Nullable JsonNode object) {
    return object != null && conditions.stream().allMatch(condition -> condition.test(object));
  }

  private static Predicate<JsonNode> label(String term) {
    Matcher set = SET_BASED.matcher(term);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      boolean in = set.group(2).equals("in");
      return object -> {
        JsonNode value = labels(object).path(set.group(1));
        boolean isIn = value.isTextual() && values.contains(value.asText());
        return in == isIn;
      };
    }
    Matcher compared = COMPARED.matcher(term);
    if (compared.matches()) {
      boolean equal = !compared.group(2).equals("!=");
      String wanted = compared.group(3).strip();
      return object -> {
        JsonNode value = labels(object).path(compared.group(1));
        return equal == (value.isTextual() && value.asText().equals(wanted));
      };
    }
    boolean absent = term.startsWith("!");
    String name = absent ? term.substring(1).strip() : term;
    return object -> labels(object).has(name) != absent;
  }

  private static JsonNode labels(JsonNode object) {
    return object.path("metadata").path("labels");
  }

  private static Predicate<JsonNode> field(ServedKind kind, String term) {
    Matcher compared = COMPARED.matcher(term);
    if (!compared.matches()) {
      throw Failures.badRequest(
          "invalid selector: '" + term + "'; can't understand '" + term + "'");
    }
    String name = compared.group(1);
    boolean known =
        Set.of("metadata.name", "metadata.namespace").contains(name)
            || FIELDS.getOrDefault(kind.type().kind(), Set.of()).contains(name);
    if (!known) {
      throw Failures.badRequest("field label not supported: " + name);
    }
    boolean equal = !compared.group(2).equals("!=");
    return object -> equal == value(object, name).equals(compared.group(3));
  }

  private static String value(JsonNode object, String path) {
    JsonNode at = object;
    for (String name : path.split("\\.", -1)) {
      at = at.path(name);
    }
    return at.asText();
  }
}
