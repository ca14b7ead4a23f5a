package dev.sealer.crds.externalsecrets;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Which values to fetch from which stores, and the Secret to keep them in. */
@Plural("externalsecrets")
@Group("external-secrets.io")
@Version("v1")
@ShortNames("es")
public final class ExternalSecret extends CustomResource<ExternalSecretSpec, ExternalSecretStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable ExternalSecretSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ExternalSecretStatus initStatus() {
    return null;
  }
}
