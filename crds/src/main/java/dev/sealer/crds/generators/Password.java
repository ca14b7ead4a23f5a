package dev.sealer.crds.generators;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A rule for random passwords. */
@Group("generators.external-secrets.io")
@Version("v1alpha1")
public final class Password extends CustomResource<PasswordSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable PasswordSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
