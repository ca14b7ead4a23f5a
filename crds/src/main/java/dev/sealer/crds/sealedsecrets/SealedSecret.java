package dev.sealer.crds.sealedsecrets;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A Secret whose values only the cluster's sealing key can read. */
@Plural("sealedsecrets")
@Group("bitnami.com")
@Version("v1alpha1")
public final class SealedSecret extends CustomResource<SealedSecretSpec, SealedSecretStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable SealedSecretSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable SealedSecretStatus initStatus() {
    return null;
  }
}
