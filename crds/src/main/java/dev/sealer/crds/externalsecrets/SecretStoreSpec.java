package dev.sealer.crds.externalsecrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider of a store, its credentials, and the namespaces that may use it. Both kinds of store
 * share it.
 */
@KubeModel("How to reach the store, and who may use it.")
public record SecretStoreSpec(
    @Schema("The class of controller that serves this store; none for any.")
        @Nullable String controller,
    @Schema(
            value =
                "The store itself: exactly one block, named after the store's product. Blocks that"
                    + " no controller knows are kept as given.",
            required = true,
            keepUnknown = true,
            minProperties = 1,
            maxProperties = 1)
        JsonNode provider,
    @Schema("The retries of failed calls to the store.") @Nullable RetrySettings retrySettings,
    @Schema("How often the store is checked: seconds, or a duration such as 5m.")
        @Nullable IntOrString refreshInterval,
    @Schema("For a ClusterSecretStore: which namespaces may use it. Any one match is enough.")
        List<NamespaceCondition> conditions) {

  public SecretStoreSpec {
    conditions = Copies.list(conditions);
  }

  /** The retries of failed calls to the store. */
  @KubeModel
  public record RetrySettings(
      @Schema("How many times more a failed call is tried.") @Nullable Integer maxRetries,
      @Schema("How long to wait between tries, such as 10s.") @Nullable String retryInterval) {}

  /** Namespaces that may use the store: those that match any of the fields. */
  @KubeModel
  public record NamespaceCondition(
      @Schema("Namespaces by their labels.") @Nullable LabelSelector namespaceSelector,
      @Schema(
              value = "Namespaces by name.",
              minLength = 1,
              maxLength = 63,
              pattern = Patterns.NAMESPACE)
          List<String> namespaces,
      @Schema("Namespaces whose name contains a match of a regular expression.")
          List<String> namespaceRegexes) {
    public NamespaceCondition {
      namespaces = Copies.list(namespaces);
      namespaceRegexes = Copies.list(namespaceRegexes);
    }
  }

  /** Kubernetes' label selector; all its parts must match. */
  @KubeModel(atomic = true)
  public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    public LabelSelector {
      matchLabels = Copies.map(matchLabels);
      matchExpressions = Copies.list(matchExpressions);
    }

    /** One expression of a label selector. */
    @KubeModel
    public record Requirement(
        @Schema(required = true) String key,
        @Schema(value = "In, NotIn, Exists or DoesNotExist.", required = true) String operator,
        List<String> values) {
      public Requirement {
        values = Copies.list(values);
      }
    }
  }
}
