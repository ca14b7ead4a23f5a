package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.Clusters;
import dev.sealer.sync.observe.SyncObserver;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads each Application, and hands it to the reconciler of the cluster that it is deployed to. */
final class DestinationReconciler implements Reconciler {

  private final ClusterObjects control;
  private final Clusters clusters;
  private final SyncObserver observer;
  private final Map<Cluster.Id, ApplicationReconciler> reconcilers;

  /**
   * Creates the reconcilers.
   *
   * @param control reads Applications
   * @param create makes the reconciler of a cluster
   */
  DestinationReconciler(
      ClusterObjects control,
      Clusters clusters,
      SyncObserver observer,
      Function<Cluster, ApplicationReconciler> create) {
    this.control = control;
    this.clusters = clusters;
    this.observer = observer;
    this.reconcilers = clusters.all().stream().collect(Collectors.toMap(Cluster::id, create));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    try {
      return switch (control.read(new ObjectRef(ApplicationView.TYPE, key))) {
        case ObjectReadResult.Found found ->
            reconcile(new ApplicationView((ObjectNode) found.object()));
        case ObjectReadResult.Missing _ -> forget(key);
        case WriteResult.Refused refused -> Outcome.retry("cannot be read: " + refused.message());
        case WriteResult.Unreachable away -> Outcome.retry(away.message());
      };
    } catch (ClusterAwayException e) {
      return Outcome.retry(String.valueOf(e.getMessage()));
    }
  }

  /** Where there is no such cluster, the reconciler of the home cluster says so. */
  private Outcome reconcile(ApplicationView view) {
    Cluster cluster =
        view.hasSpec()
            ? clusters.find(view.destination()).orElseGet(clusters::home)
            : clusters.home();
    return Objects.requireNonNull(reconcilers.get(cluster.id()), "one for each cluster")
        .reconcile(view);
  }

  private Outcome forget(ObjectKey key) {
    reconcilers.values().forEach(one -> one.forget(key));
    observer.gone(key.namespace(), key.name());
    return Outcome.done();
  }
}
