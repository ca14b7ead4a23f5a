package dev.sealer.sync.engine;

import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.sync.engine.ApplicationWatch.Trigger;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.plan.commit.PublishedState;

/**
 * Follows what the Applications of other shards want, as their statuses say it, so that an object
 * has one Application across all processes.
 */
final class OtherShards implements WatchHandler<Trigger> {

  private final LiveCluster cluster;

  OtherShards(LiveCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void added(Trigger application) {
    application
        .status()
        .published()
        .map(PublishedState::wanted)
        .ifPresent(wanted -> cluster.want(application.key(), wanted));
  }

  @Override
  public void changed(Trigger old, Trigger application) {
    if (!old.status().published().equals(application.status().published())) {
      added(application);
    }
  }

  @Override
  public void removed(Trigger last) {
    cluster.forget(last.key());
  }
}
