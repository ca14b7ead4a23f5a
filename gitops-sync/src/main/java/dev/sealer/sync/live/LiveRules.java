package dev.sealer.sync.live;

import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.plan.TrackingRules;
import dev.sealer.sync.plan.settings.ArgoSettings;

/**
 * The rules by which objects of the cluster are understood.
 *
 * @param tracking tells which Application an object belongs to
 * @param health tells how it is
 */
public record LiveRules(TrackingRules tracking, HealthChecks health) {

  /** Returns the rules that an installation gives. */
  public static LiveRules of(ArgoSettings settings) {
    return new LiveRules(new TrackingRules(settings.tracking()), settings.health());
  }
}
