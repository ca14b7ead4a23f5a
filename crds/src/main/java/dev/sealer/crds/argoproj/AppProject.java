package dev.sealer.crds.argoproj;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Limits for a group of Applications: from where, to where, which kinds, by whom. */
@Plural("appprojects")
@Group("argoproj.io")
@Version("v1alpha1")
@ShortNames({"appproj", "appprojs"})
public final class AppProject extends CustomResource<AppProjectSpec, AppProjectStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable AppProjectSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable AppProjectStatus initStatus() {
    return null;
  }
}
