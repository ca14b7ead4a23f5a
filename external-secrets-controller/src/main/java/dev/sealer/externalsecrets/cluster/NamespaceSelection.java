package dev.sealer.externalsecrets.cluster;

import dev.sealer.crds.externalsecrets.ClusterExternalSecretSpec;
import dev.sealer.crds.externalsecrets.SecretStoreSpec.LabelSelector;
import dev.sealer.externalsecrets.stores.NamespaceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Selects the namespaces of a ClusterExternalSecret: by labels or by name, one match is enough.
 *
 * @param selectors each matches namespaces by all of its parts; an empty one matches all
 * @param names of namespaces
 */
record NamespaceSelection(List<LabelSelector> selectors, Set<String> names) {

  static NamespaceSelection of(ClusterExternalSecretSpec spec) {
    List<LabelSelector> selectors = new ArrayList<>(spec.namespaceSelectors());
    LabelSelector former = spec.namespaceSelector();
    if (former != null) {
      selectors.add(former);
    }
    return new NamespaceSelection(List.copyOf(selectors), Set.copyOf(spec.namespaces()));
  }

  boolean selects(String namespace, Map<String, String> labels) {
    return names.contains(namespace)
        || selectors.stream().anyMatch(selector -> NamespaceRules.matches(selector, labels));
  }

  /**
   * Returns the first expression that cannot be evaluated. It must not select nothing: that would
   * remove every ExternalSecret because of a typing error.
   */
  Optional<String> problem() {
    return selectors.stream()
        .flatMap(selector -> selector.matchExpressions().stream())
        .flatMap(requirement -> problem(requirement).stream())
        .findFirst();
  }

  private static Optional<String> problem(LabelSelector.Requirement requirement) {
    boolean hasValues = !requirement.values().isEmpty();
    return switch (requirement.operator()) {
      case "In", "NotIn" ->
          hasValues
              ? Optional.empty()
              : Optional.of(
                  requirement.operator()
                      + " of \""
                      + requirement.key()
                      + "\" needs values; add at least one");
      case "Exists", "DoesNotExist" ->
          hasValues
              ? Optional.of(
                  requirement.operator() + " of \"" + requirement.key() + "\" must have no values")
              : Optional.empty();
      default ->
          Optional.of(
              "\""
                  + requirement.operator()
                  + "\" is not an operator; use In, NotIn, Exists or DoesNotExist");
    };
  }
}
