package dev.sealer.sync.plan.settings;

import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.health.HealthChecks;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the ConfigMap {@code argocd-cm} that matter to a sync.
 *
 * @param impersonation whether objects are written as the service account that the project names
 * @param tracking how objects say which Application they belong to
 * @param health tells how objects are
 * @param resources which kinds are left out
 * @param ignored fields that may differ in every Application
 * @param warnings settings without effect, one line each
 * @param problem why the settings cannot be used; nothing is synced then
 */
public record ArgoSettings(
    boolean impersonation,
    TrackingSettings tracking,
    HealthChecks health,
    ResourceFilter resources,
    List<IgnoreDifference> ignored,
    List<String> warnings,
    Optional<String> problem) {

  /** Copies the lists. */
  public ArgoSettings {
    ignored = List.copyOf(ignored);
    warnings = List.copyOf(warnings);
  }

  /** Returns the settings of a cluster without the ConfigMap. */
  public static ArgoSettings standard() {
    return new ArgoSettings(
        false,
        TrackingSettings.standard(),
        HealthChecks.builtIn(),
        ResourceFilter.standard(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  static ArgoSettings unusable(String problem) {
    return new ArgoSettings(
        false,
        TrackingSettings.standard(),
        HealthChecks.builtIn(),
        ResourceFilter.standard(),
        List.of(),
        List.of(),
        Optional.of(problem));
  }
}
