package dev.sealer.externalsecrets.generator;

import dev.sealer.crds.generators.ClusterGenerator;
import dev.sealer.crds.generators.EcrAuthorizationToken;
import dev.sealer.crds.generators.Fake;
import dev.sealer.crds.generators.Password;
import dev.sealer.crds.generators.Uuid;
import dev.sealer.kube.ResourceType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of generator that are served. */
public enum GeneratorKind {
  /** Random passwords. */
  PASSWORD(Password.class),
  /** Random UUIDs. */
  UUID(Uuid.class),
  /** Fixed values. */
  FAKE(Fake.class),
  /** Logins for registries of Amazon ECR. */
  ECR_AUTHORIZATION_TOKEN(EcrAuthorizationToken.class),
  /** One of the others, for all namespaces. */
  CLUSTER(ClusterGenerator.class);

  /** The API version of all of them, which a reference may leave out. */
  public static final String API_VERSION = "generators.external-secrets.io/v1alpha1";

  private final Class<? extends HasMetadata> model;

  GeneratorKind(Class<? extends HasMetadata> model) {
    this.model = model;
  }

  /** Returns the kind of this name; empty if it is not served. */
  public static Optional<GeneratorKind> named(String kind) {
    return Arrays.stream(values()).filter(it -> it.kind().equals(kind)).findFirst();
  }

  /** Returns the Kubernetes kind. */
  public String kind() {
    return type().kind();
  }

  /** Returns how the API server serves it. */
  public ResourceType type() {
    return ResourceType.of(model);
  }
}
