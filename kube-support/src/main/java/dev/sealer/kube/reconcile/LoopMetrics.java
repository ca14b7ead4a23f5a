package dev.sealer.kube.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one loop, under the names that controller-runtime gave them, so that dashboards
 * keep working: {@code workqueue_*} and {@code controller_runtime_*}.
 */
final class LoopMetrics {

  private final MeterRegistry registry;
  private final String loop;
  private final List<Meter> gauges;
  private final Counter adds;
  private final Counter retries;
  private final Timer waited;
  private final Timer worked;

  LoopMetrics(MeterRegistry registry, ReconcileQueue queue, ReconcileLoop.Settings settings) {
    this.registry = registry;
    this.loop = settings.name();
    Tags byName = Tags.of("name", this.loop);
    this.adds = registry.counter("workqueue.adds", byName);
    this.retries = registry.counter("workqueue.retries", byName);
    this.waited = registry.timer("workqueue.queue.duration", byName);
    this.worked = registry.timer("workqueue.work.duration", byName);
    Tag controller = Tag.of("controller", this.loop);
    this.gauges =
        List.of(
            gauge("workqueue.depth", byName, queue, ReconcileQueue::depth),
            gauge("workqueue.delayed", byName, queue, ReconcileQueue::delayed),
            gauge(
                "controller.runtime.active.workers",
                Tags.of(controller),
                queue,
                ReconcileQueue::running),
            gauge(
                "controller.runtime.max.concurrent.reconciles",
                Tags.of(controller),
                queue,
                _ -> settings.workers()));
  }

  private Meter gauge(
      String name, Tags tags, ReconcileQueue queue, ToDoubleFunction<ReconcileQueue> value) {
    // An earlier loop of this name (of an earlier term as leader) would keep its place otherwise.
    registry.find(name).tags(tags).meters().forEach(registry::remove);
    return Gauge.builder(name, queue, value).tags(tags).register(registry);
  }

  void added() {
    adds.increment();
  }

  void taken(long waitedNanos) {
    waited.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  void finished(Outcome outcome, long workedNanos) {
    worked.record(workedNanos, TimeUnit.NANOSECONDS);
    String result =
        switch (outcome) {
          case Outcome.Done d -> "success";
          case Outcome.RequeueAfter r -> "requeue_after";
          case Outcome.Retry r -> "error";
        };
    registry
        .counter("controller.runtime.reconcile", Tags.of("controller", loop, "result", result))
        .increment();
    if (outcome instanceof Outcome.Retry) {
      retries.increment();
    }
  }

  void close() {
    gauges.forEach(registry::remove);
  }
}
