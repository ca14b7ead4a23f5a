package dev.sealer.crds.externalsecrets;

import dev.sealer.crds.externalsecrets.SecretStoreSpec.LabelSelector;
import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ExternalSecret to create, and the namespaces to create it in. */
@KubeModel("The ExternalSecret to create, and the namespaces to create it in.")
public record ClusterExternalSecretSpec(
    @Schema(value = "Spec of the ExternalSecrets.", required = true)
        ExternalSecretSpec externalSecretSpec,
    @Schema(
            value = "Name of the ExternalSecrets. Absent means the name of this object.",
            minLength = 1,
            maxLength = 253,
            pattern = Patterns.OBJECT_NAME)
        @Nullable String externalSecretName,
    @Schema("Labels and annotations of the ExternalSecrets.")
        @Nullable ExternalSecretMetadata externalSecretMetadata,
    @Schema("Namespaces by their labels. Deprecated: use namespaceSelectors.")
        @Nullable LabelSelector namespaceSelector,
    @Schema("Namespaces by their labels. Any one match is enough.")
        List<LabelSelector> namespaceSelectors,
    @Schema(
            value = "Namespaces by name, in addition. Deprecated: use namespaceSelectors.",
            minLength = 1,
            maxLength = 63,
            pattern = Patterns.NAMESPACE)
        List<String> namespaces,
    @Schema("How often everything is checked again, such as 1h. Absent means 1h.")
        @Nullable String refreshTime) {

  public ClusterExternalSecretSpec {
    namespaceSelectors = Copies.list(namespaceSelectors);
    namespaces = Copies.list(namespaces);
  }

  /** Labels and annotations of the ExternalSecrets. */
  @KubeModel
  public record ExternalSecretMetadata(
      Map<String, String> labels, Map<String, String> annotations) {
    public ExternalSecretMetadata {
      labels = Copies.map(labels);
      annotations = Copies.map(annotations);
    }
  }
}
