package dev.sealer.sync.engine;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.ServedKinds;
import java.time.Duration;

/**
 * Looks for kinds whose watch fails, as when the cluster stops serving their version, and makes
 * their Applications find out what is served now: such a watch tells nobody anything. Ends the
 * watches of kinds that nobody uses any more, and of earlier settings.
 */
final class WatchGuard implements Reconciler {

  /** The only key. */
  static final ObjectKey KEY = ObjectKey.clusterScoped("watches");

  private final LiveCluster cluster;
  private final ServedKinds kinds;
  private final Duration interval;

  WatchGuard(LiveCluster cluster, ServedKinds kinds, Duration interval) {
    this.cluster = cluster;
    this.kinds = kinds;
    this.interval = interval;
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    for (ResourceType type : cluster.failing()) {
      kinds.forget(type.group());
      cluster.wakeUsers(type);
    }
    cluster.closeUnused();
    cluster.applySettings();
    return Outcome.requeueAfter(interval);
  }
}
