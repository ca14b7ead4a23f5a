package dev.sealer.sync.engine;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.Clusters;
import dev.sealer.sync.live.LiveCluster;
import java.time.Duration;

/**
 * Looks for kinds whose watch fails, as when the cluster stops serving their version, and makes
 * their Applications find out what is served now: such a watch tells nobody anything. Ends the
 * watches of kinds that nobody uses any more, and of earlier settings.
 */
final class WatchGuard implements Reconciler {

  /** The only key. */
  static final ObjectKey KEY = ObjectKey.clusterScoped("watches");

  private final Clusters clusters;
  private final Duration interval;

  WatchGuard(Clusters clusters, Duration interval) {
    this.clusters = clusters;
    this.interval = interval;
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    clusters.all().forEach(WatchGuard::look);
    return Outcome.requeueAfter(interval);
  }

  private static void look(Cluster cluster) {
    LiveCluster live = cluster.live();
    for (ResourceType type : live.failing()) {
      cluster.kinds().forget(type.group());
      live.wakeUsers(type);
    }
    live.closeUnused();
    live.applySettings();
  }
}
