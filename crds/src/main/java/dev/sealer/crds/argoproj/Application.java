package dev.sealer.crds.argoproj;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * Declares what to run from Git, and where. The kind has no status subresource: the status is
 * written through the object itself, and each such write raises {@code metadata.generation}.
 */
@Plural("applications")
@Group("argoproj.io")
@Version("v1alpha1")
@ShortNames({"app", "apps"})
public final class Application extends CustomResource<ApplicationSpec, ApplicationStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Operation operation;

  /** The operation that was asked for and has not begun; writing one starts a sync. */
  public @Nullable Operation getOperation() {
    return operation;
  }

  public void setOperation(@Nullable Operation operation) {
    this.operation = operation;
  }

  @Override
  protected @Nullable ApplicationSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ApplicationStatus initStatus() {
    return null;
  }
}
