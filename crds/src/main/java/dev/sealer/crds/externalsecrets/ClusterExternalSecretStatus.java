package dev.sealer.crds.externalsecrets;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The namespaces that have the ExternalSecret, and those that do not get it. */
@KubeModel("The namespaces that have the ExternalSecret, and those that do not get it.")
public record ClusterExternalSecretStatus(
    @Schema("Name of the ExternalSecrets.") @Nullable String externalSecretName,
    @Schema("Namespaces in which the ExternalSecret could not be created or changed.")
        List<FailedNamespace> failedNamespaces,
    @Schema("Namespaces that have the ExternalSecret.") List<String> provisionedNamespaces,
    List<Condition> conditions) {

  public ClusterExternalSecretStatus {
    failedNamespaces = Copies.list(failedNamespaces);
    provisionedNamespaces = Copies.list(provisionedNamespaces);
    conditions = Copies.list(conditions);
  }

  /** One namespace without the ExternalSecret. */
  @KubeModel
  public record FailedNamespace(
      @Schema(value = "Name of the namespace.", required = true) String namespace,
      @Schema("The cause.") @Nullable String reason) {}

  /** One condition; upstream's schema has no reason and no times. */
  @KubeModel
  public record Condition(
      @Schema(value = "Kind of condition: Ready.", required = true) String type,
      @Schema(value = "True, False or Unknown.", required = true) String status,
      @Schema("The cause, for people.") @Nullable String message) {}
}
