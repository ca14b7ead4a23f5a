package dev.sealer.sealedsecrets.plan;

import dev.sealer.sealing.model.KeySecret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what would make a Secret a credential of the cluster, or of this controller. Who may create
 * a SealedSecret often may not create such a Secret, and must not have the controller do it.
 */
public final class SecretPower {

  /** Kubernetes fills these with a token, or takes them as one. */
  private static final Set<String> TYPES =
      Set.of("kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token");

  /** Makes a Secret a sealing key of the controller that watches its namespace. */
  private SecretPower() {}

  /** Returns why the Secret must not be made; nothing if it may. */
  public static Optional<String> problem(Blueprint blueprint) {
    String type = blueprint.type();
    if (type != null && TYPES.contains(type)) {
      return Optional.of(
          "spec.template.type: \""
              + type
              + "\" would make a credential of this cluster; not allowed");
    }
    Map<String, String> labels = blueprint.labels();
    return labels.containsKey(KeySecret.LABEL)
        ? Optional.of(
            "spec.template.metadata.labels: "
                + KeySecret.LABEL
                + " would make a sealing key; not allowed")
        : Optional.empty();
  }
}
