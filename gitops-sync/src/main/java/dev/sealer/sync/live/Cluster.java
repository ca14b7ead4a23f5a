package dev.sealer.sync.live;

import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;

/**
 * A cluster that Applications are deployed to. Whatever works on objects of an Application takes
 * one, once, so that no work mixes up two.
 *
 * @param id the server and the name by which a destination names it
 * @param objects reads its objects, and writes them with the {@link WriteIdentity} of the work
 * @param kinds the kinds that it serves
 * @param live its objects, as watches show them
 * @param reader compares its objects with Git
 * @param calls bounds what is sent to it at a time
 */
public record Cluster(
    Id id,
    ClusterObjects objects,
    ServedKinds kinds,
    LiveCluster live,
    LiveReader reader,
    CallLimit calls)
    implements AutoCloseable {

  /** The names of a cluster; a destination gives one of the two. */
  public record Id(String server, String name) {

    /** The cluster that Sealer runs in. */
    public static final Id HERE = new Id("https://kubernetes.default.svc", "in-cluster");
  }

  /**
   * Connects to a cluster; nothing is sent yet.
   *
   * @param live closed with the cluster
   */
  public static Cluster of(Id id, ApiClient calls, Platform platform, LiveCluster live) {
    ClusterObjects objects = new ApplicationObjects(calls);
    return new Cluster(
        id,
        objects,
        new ServedKinds(calls, platform.time()),
        live,
        new LiveReader(objects, live),
        new CallLimit(platform));
  }

  /** Ends its watches. */
  @Override
  public void close() {
    live.close();
  }
}
