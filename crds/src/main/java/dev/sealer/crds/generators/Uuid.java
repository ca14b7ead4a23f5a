package dev.sealer.crds.generators;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A rule for random UUIDs. */
@Group("generators.external-secrets.io")
@Version("v1alpha1")
@Kind("UUID")
@Plural("uuids")
@Singular("uuid")
public final class Uuid extends CustomResource<UuidSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable UuidSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
