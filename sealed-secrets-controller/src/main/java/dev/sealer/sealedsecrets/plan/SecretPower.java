package dev.sealer.sealedsecrets.plan;

import dev.sealer.sealing.model.KeySecret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Detects a Secret that would be a credential of the cluster or of this controller. A user who may
 * create SealedSecrets often may not create such a Secret, and must not get it from the controller.
 */
public final class SecretPower {

  /** Kubernetes writes a token into these, or accepts them as one. */
  private static final Set<String> TYPES =
      Set.of("kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token");

  /** Makes a Secret a sealing key of the controller that watches its namespace. */
  private SecretPower() {}

  /** Returns why the Secret must not be made; nothing if it may. */
  public static Optional<String> problem(SecretTemplate blueprint) {
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
