package dev.sealer.kube.controller;

import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.OwnWrites;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Everything outside of a controller that it works with. The caller must close it, after the
 * controller.
 *
 * @param calls to the API server
 * @param events of the controller's own component
 * @param metrics of the process
 * @param platform time, threads and random numbers
 */
public record ControllerContext(
    ApiCalls calls, EventRecorder events, MeterRegistry metrics, Platform platform) {

  /** Returns reads and writes of single objects over {@link #calls}. */
  public ClusterObjects objects() {
    return new ApiServerObjects(calls);
  }

  /** Returns a new guard for one reconcile loop. */
  public OwnWrites ownWrites() {
    return new OwnWrites(platform, metrics);
  }
}
