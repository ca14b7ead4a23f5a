package dev.sealer.kube.controller;

import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.reconcile.Reconciler;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The outside world of a controller. The caller must close the event recorder, after the
 * controller.
 *
 * @param calls to the API server
 * @param events of the controller's own component
 * @param metrics of the process
 * @param platform time, threads and random numbers
 */
public record ControllerContext(
    ApiClient calls, EventRecorder events, MeterRegistry metrics, Platform platform) {

  /** Returns reads and writes of single objects over {@link #calls}. */
  public ClusterObjects objects() {
    return new ApiServerObjects(calls);
  }

  /** Returns a new guard for one reconcile loop. */
  public OwnWrites ownWrites() {
    return new OwnWrites(platform, metrics);
  }

  /** Returns a new queue for one reconcile loop. */
  public ReconcileQueue queue() {
    return new ReconcileQueue(platform.time());
  }

  /**
   * Returns a loop that does not run yet. The caller must close it.
   *
   * @param queue used by this loop only
   * @param writes guards the loop
   */
  public ReconcileLoop loop(
      ReconcileLoop.Settings settings,
      ReconcileQueue queue,
      Reconciler reconciler,
      OwnWrites writes) {
    return new ReconcileLoop(settings, queue, reconciler, writes, platform, metrics);
  }
}
