package dev.sealer.crds.generators;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Fixed values in place of generated ones, for tests of templates and workloads. */
@Group("generators.external-secrets.io")
@Version("v1alpha1")
public final class Fake extends CustomResource<FakeSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable FakeSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
