package dev.sealer.crds.externalsecrets;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** An ExternalSecret for many namespaces, and which those are. */
@Plural("clusterexternalsecrets")
@Group("external-secrets.io")
@Version("v1")
@ShortNames("ces")
public final class ClusterExternalSecret
    extends CustomResource<ClusterExternalSecretSpec, ClusterExternalSecretStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable ClusterExternalSecretSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ClusterExternalSecretStatus initStatus() {
    return null;
  }
}
