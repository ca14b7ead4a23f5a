package dev.sealer.externalsecrets.store;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two kinds of store object. */
public enum StoreKind {
  /** Serves its own namespace only. */
  SECRET_STORE("SecretStore"),
  /** Serves all namespaces that its conditions allow. */
  CLUSTER_SECRET_STORE("ClusterSecretStore");

  private final String kind;

  StoreKind(String kind) {
    this.kind = kind;
  }

  /** The kind of this name, SecretStore where none is given; empty if there is no such kind. */
  public static Optional<StoreKind> named(@Nullable String kind) {
    if (kind == null || kind.isEmpty()) {
      return Optional.of(SECRET_STORE);
    }
    return Arrays.stream(values()).filter(it -> it.kind.equals(kind)).findFirst();
  }

  /** The Kubernetes kind. */
  public String kind() {
    return kind;
  }
}
