package dev.sealer.crds.generators;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A login for a registry of Amazon ECR. */
@Group("generators.external-secrets.io")
@Version("v1alpha1")
@Kind("ECRAuthorizationToken")
@Plural("ecrauthorizationtokens")
@Singular("ecrauthorizationtoken")
public final class EcrAuthorizationToken extends CustomResource<EcrAuthorizationTokenSpec, Void>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable EcrAuthorizationTokenSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
