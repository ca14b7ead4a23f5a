package dev.sealer.simulation.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.simulation.apiserver.SimApiServer;
import dev.sealer.simulation.platform.SimChance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * A cluster for the tests of one reconciler: an API server in memory, the shipped client over it,
 * and a clock that the test moves. Nothing waits and nothing runs in parallel to the test.
 */
public final class InMemoryCluster extends ClusterUser {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ManualTime time;
  private final Platform platform;
  private final SimApiServer server;
  private final ClusterObjects objects;
  private final RecordedEvents events = new RecordedEvents();
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  /** Creates a cluster with these namespaces, in addition to those that every cluster has. */
  public InMemoryCluster(String... namespaces) {
    this(new ManualTime(START));
    for (String name : namespaces) {
      ObjectNode _ = apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
  }

  private InMemoryCluster(ManualTime time) {
    this(time, new SimApiServer(time, new SimChance(1, "api-server")));
  }

  private InMemoryCluster(ManualTime time, SimApiServer server) {
    super(server);
    this.time = time;
    this.server = server;
    this.platform = new Platform(time, new InlineThreads(time), new SimChance(1, "cluster"));
    this.objects = new ApiServerObjects(server);
  }

  /** Returns the server, for its hooks and to read what is stored. */
  public SimApiServer server() {
    return server;
  }

  /** Returns the shipped reads and writes of objects. */
  public ClusterObjects objects() {
    return objects;
  }

  /** Returns the clock. */
  public ManualTime time() {
    return time;
  }

  /** Returns the clock, threads that run at once, and random numbers of a fixed seed. */
  public Platform platform() {
    return platform;
  }

  /** Returns what was said in events. */
  public RecordedEvents events() {
    return events;
  }

  /** Returns the metrics of the context. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** Returns all of it as a controller takes it. */
  public ControllerContext context() {
    return new ControllerContext(server, events, metrics, platform);
  }

  /** Moves the clock. */
  public void advance(Duration by) {
    time.advance(by);
  }

  /** Returns a watch of typed objects that is never behind. */
  public <T extends HasMetadata> CurrentObjects<T> watch(Class<T> type) {
    return new CurrentObjects<>(server, ResourceType.of(type), tree -> Json.typed(tree, type));
  }

  /** Returns a watch that is never behind, of what {@code view} shows of typed objects. */
  public <K extends HasMetadata, T> CurrentObjects<T> watch(Class<K> type, Function<K, T> view) {
    return new CurrentObjects<>(
        server, ResourceType.of(type), tree -> view.apply(Json.typed(tree, type)));
  }

  /** Returns a watch that is never behind, of what {@code view} shows of raw objects. */
  public <T> CurrentObjects<T> watch(ResourceType type, Function<ObjectNode, T> view) {
    return new CurrentObjects<>(server, type, view);
  }

  /** Returns a watch of metadata that is never behind. */
  public CurrentObjects<ObjectMetadata> watchMetadata(ResourceType type) {
    return new CurrentObjects<>(server, type, MetadataWatch::metadata);
  }
}
