package dev.sealer.crds.externalsecrets;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A place to fetch secrets from, for many namespaces. */
@Plural("clustersecretstores")
@Group("external-secrets.io")
@Version("v1")
@ShortNames("css")
public final class ClusterSecretStore extends CustomResource<SecretStoreSpec, SecretStoreStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable SecretStoreSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable SecretStoreStatus initStatus() {
    return null;
  }
}
