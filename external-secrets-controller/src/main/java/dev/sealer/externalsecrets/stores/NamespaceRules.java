package dev.sealer.externalsecrets.stores;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.crds.externalsecrets.SecretStoreSpec.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code spec.conditions} of a ClusterSecretStore: which namespaces may use it. One match of any
 * field of any condition is enough; without conditions all may.
 */
public final class NamespaceRules {

  private NamespaceRules() {}

  /**
   * Returns whether a namespace may use the store.
   *
   * @param labels of the namespace
   */
  public static boolean allow(
      List<SecretStoreSpec.NamespaceCondition> conditions,
      String namespace,
      Map<String, String> labels) {
    return conditions.isEmpty()
        || conditions.stream().anyMatch(condition -> matches(condition, namespace, labels));
  }

  /** The first regular expression that cannot be used; empty if all can. */
  public static Optional<String> badRegex(List<SecretStoreSpec.NamespaceCondition> conditions) {
    return conditions.stream()
        .flatMap(condition -> condition.namespaceRegexes().stream())
        .filter(regex -> compile(regex).isEmpty())
        .findFirst();
  }

  private static boolean matches(
      SecretStoreSpec.NamespaceCondition condition, String namespace, Map<String, String> labels) {
    LabelSelector selector = condition.namespaceSelector();
    return (selector != null && matches(selector, labels))
        || condition.namespaces().contains(namespace)
        || condition.namespaceRegexes().stream()
            .flatMap(regex -> compile(regex).stream())
            .anyMatch(pattern -> pattern.matcher(namespace).find());
  }

  /** Returns whether labels match all parts of a selector; an empty one matches all. */
  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.matchLabels().entrySet())
        && selector.matchExpressions().stream().allMatch(r -> matches(r, labels));
  }

  private static boolean matches(
      LabelSelector.Requirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case "In" -> value != null && requirement.values().contains(value);
      case "NotIn" -> value == null || !requirement.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      // An unknown operator grants nothing.
      default -> false;
    };
  }

  private static Optional<Pattern> compile(String regex) {
    try {
      return Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException invalid) {
      return Optional.empty();
    }
  }
}
