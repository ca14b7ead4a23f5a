package dev.sealer.operator.host;

import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the controllers of one process share; closed after them. */
public final class Surroundings implements AutoCloseable {

  private final ApiCalls calls;
  private final ClusterObjects objects;
  private final MeterRegistry registry;
  private final Platform platform;
  private final Deque<ApiEventRecorder> recorders = new ArrayDeque<>();

  /** Over {@code client} and {@code registry}, which the caller must close. */
  public Surroundings(KubernetesClient client, MeterRegistry registry, Platform platform) {
    this.calls = new HttpApiCalls(client);
    this.objects = new ApiServerObjects(calls);
    this.registry = registry;
    this.platform = platform;
  }

  /** Reads and writes. */
  public ClusterObjects objects() {
    return objects;
  }

  /** Time, threads and random numbers. */
  public Platform platform() {
    return platform;
  }

  /** Returns what one controller works with; {@code component} is the source of its events. */
  public ControllerContext context(String component) {
    return new ControllerContext(calls, events(component), registry, platform);
  }

  private EventRecorder events(String component) {
    ApiEventRecorder recorder = new ApiEventRecorder(objects, component, platform, registry);
    recorders.push(recorder);
    return recorder;
  }

  /** Writes the last events, for a short while at most. */
  @Override
  public void close() {
    while (!recorders.isEmpty()) {
      recorders.pop().close();
    }
  }
}
