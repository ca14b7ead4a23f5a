package dev.sealer.crds.generators;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A generator for all namespaces. */
@Group("generators.external-secrets.io")
@Version("v1alpha1")
@Kind("ClusterGenerator")
@Plural("clustergenerators")
@Singular("clustergenerator")
public final class ClusterGenerator extends CustomResource<ClusterGeneratorSpec, Void> {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable ClusterGeneratorSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
