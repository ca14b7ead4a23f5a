package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.jq.JqExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fields may differ from Git: what {@code spec.ignoreDifferences} says, and the replicas of a
 * workload that an autoscaler of the same Application scales.
 */
public final class IgnoreRules {

  private final List<IgnoreDifference> rules;
  private final Map<ResourceId, List<String>> automatic = new HashMap<>();
  private final Map<String, JqExpression> expressions = new ConcurrentHashMap<>();

  private IgnoreRules(List<IgnoreDifference> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * The rules of an Application.
   *
   * @param rules of its spec
   * @param desired its objects, normalised
   */
  public static IgnoreRules of(List<IgnoreDifference> rules, Iterable<? extends JsonNode> desired) {
    IgnoreRules all = new IgnoreRules(rules);
    desired.forEach(all::addAutoscaler);
    return all;
  }

  /** Returns why a rule cannot be used; empty if it can. */
  public static Optional<String> problem(IgnoreDifference rule) {
    // An unreadable pattern is refused here, not at the first object that it is tried on.
    Glob _ = Glob.acrossSlashes(rule.kind());
    Glob _ = Glob.acrossSlashes(rule.group() == null ? "" : rule.group());
    for (String pointer : rule.jsonPointers()) {
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        return Optional.of("jsonPointers: " + pointer + " must begin with a slash");
      }
    }
    for (String expression : rule.jqPathExpressions()) {
      try {
        JqExpression _ = JqExpression.compile(expression);
      } catch (IllegalArgumentException e) {
        return Optional.of("jqPathExpressions: " + expression + " " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** A copy of {@code object} without the fields that may differ. */
  JsonNode strip(ResourceId id, JsonNode object, JsonNode live) {
    JsonNode copy = object.deepCopy();
    pointers(id).forEach(pointer -> JsonPointers.remove(copy, pointer));
    automatic.getOrDefault(id, List.of()).forEach(pointer -> JsonPointers.remove(copy, pointer));
    SelectedPaths.remove(copy, selected(id));
    owned(id, live).forEach(fields -> fields.removeFrom(copy));
    return copy;
  }

  /**
   * Returns the object to write: the desired object, with the live value where a field may differ.
   *
   * @param live the object as it is
   * @param respectRules whether the Application's own rules hold for writing, too (sync option
   *     RespectIgnoreDifferences); an autoscaler's replicas always do
   */
  public ObjectNode carry(ResourceId id, ObjectNode desired, JsonNode live, boolean respectRules) {
    ObjectNode copy = desired.deepCopy();
    automatic
        .getOrDefault(id, List.of())
        .forEach(pointer -> JsonPointers.carry(live, copy, pointer));
    if (respectRules) {
      pointers(id).forEach(pointer -> JsonPointers.carry(live, copy, pointer));
      SelectedPaths.carry(live, copy, selected(id));
      owned(id, live).forEach(fields -> fields.copy(live, copy));
    }
    return copy;
  }

  /** Equal for rules that say the same. */
  public String fingerprint() {
    return rules + " " + new TreeMap<>(automatic);
  }

  /** Returns whether a rule applies to the object. */
  public boolean concerns(ResourceId id) {
    return automatic.containsKey(id) || rules.stream().anyMatch(rule -> applies(rule, id));
  }

  private List<String> pointers(ResourceId id) {
    return rules.stream()
        .filter(rule -> applies(rule, id))
        .flatMap(rule -> rule.jsonPointers().stream())
        .toList();
  }

  private List<JqExpression> selected(ResourceId id) {
    return rules.stream()
        .filter(rule -> applies(rule, id))
        .flatMap(rule -> rule.jqPathExpressions().stream())
        .map(text -> expressions.computeIfAbsent(text, JqExpression::compile))
        .toList();
  }

  private List<FieldSet> owned(ResourceId id, JsonNode live) {
    List<String> managers =
        rules.stream()
            .filter(rule -> applies(rule, id))
            .flatMap(rule -> rule.managedFieldsManagers().stream())
            .toList();
    List<FieldSet> found = new ArrayList<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (managers.contains(entry.path("manager").asText())) {
        found.add(FieldSet.of(entry.path("fieldsV1")));
      }
    }
    return found;
  }

  private static boolean applies(IgnoreDifference rule, ResourceId id) {
    return matches(rule.group(), id.group())
        && matches(rule.kind(), id.kind())
        && anyOr(rule.name(), id.name())
        && anyOr(rule.namespace(), id.namespace());
  }

  private static boolean matches(@Nullable String glob, String text) {
    return Glob.acrossSlashes(glob == null ? "" : glob).matches(text);
  }

  private static boolean anyOr(@Nullable String wanted, String actual) {
    return wanted == null || wanted.isEmpty() || wanted.equals(actual);
  }

  private void addAutoscaler(JsonNode object) {
    ResourceId id = ResourceId.of(object);
    boolean autoscaler =
        id.is("autoscaling", "HorizontalPodAutoscaler") || id.is("keda.sh", "ScaledObject");
    if (!autoscaler) {
      return;
    }
    JsonNode target = object.path("spec").path("scaleTargetRef");
    String apiVersion = target.path("apiVersion").asText("apps/v1");
    ResourceId scaled =
        new ResourceId(
            ResourceId.groupOf(apiVersion),
            target.path("kind").asText("Deployment"),
            id.namespace(),
            target.path("name").asText());
    automatic.computeIfAbsent(scaled, key -> new ArrayList<>()).add("/spec/replicas");
  }
}
