package dev.sealer.kube.controller;

import dev.sealer.kube.leader.LeaderElection;

/** A controller whose work several replicas can share, each as the leader of some shards. */
public interface ShardedController extends Controller {

  /** Returns the number of shards; with one, {@link #lead} and {@link #stopLeading} are enough. */
  int shards();

  /** Returns what starts and ends the terms of a shard. Terms of several shards can overlap. */
  LeaderElection.Leadership shard(int shard);
}
