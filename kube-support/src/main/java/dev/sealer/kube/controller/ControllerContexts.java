package dev.sealer.kube.controller;

import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.platform.Platform;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Creates the contexts of the controllers of one process. The caller must close it, after the
 * controllers.
 */
public final class ControllerContexts implements AutoCloseable {

  private final ApiClient calls;
  private final MeterRegistry metrics;
  private final Platform platform;
  private final Deque<ApiEventRecorder> recorders = new ArrayDeque<>();

  /** Creates contexts over one connection, one registry and one platform. */
  public ControllerContexts(ApiClient calls, MeterRegistry metrics, Platform platform) {
    this.calls = calls;
    this.metrics = metrics;
    this.platform = platform;
  }

  /** Returns a new context, whose events have {@code component} as their source. */
  public ControllerContext create(String component) {
    ApiEventRecorder events =
        new ApiEventRecorder(new ApiServerObjects(calls), component, platform, metrics);
    recorders.push(events);
    return new ControllerContext(calls, events, metrics, platform);
  }

  /** Writes the last events, for two seconds per controller at most. */
  @Override
  public void close() {
    while (!recorders.isEmpty()) {
      recorders.pop().close();
    }
  }
}
