package dev.sealer.externalsecrets.status;

import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.kube.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The metrics of External Secrets Operator, under its names and labels. Two of its counters have no
 * {@code _total} at their end, which the registry would add: they are exported as gauges that only
 * rise.
 */
public final class SyncMetrics implements ApiCalls {

  private static final String CALLS = "externalsecret_sync_calls_total";
  private static final String ERRORS = "externalsecret_sync_calls_error";
  private static final String PROVIDER_CALLS = "externalsecret_provider_api_calls_count";

  /** The kinds whose conditions and reconciles are shown. */
  public enum Kind {
    /** ExternalSecrets. */
    EXTERNAL_SECRET("externalsecret_status_condition", "externalsecret_reconcile_duration"),
    /** ClusterExternalSecrets. */
    CLUSTER_EXTERNAL_SECRET(
        "clusterexternalsecret_status_condition", "clusterexternalsecret_reconcile_duration"),
    /** SecretStores. */
    SECRET_STORE("secretstore_status_condition", "secretstore_reconcile_duration"),
    /** ClusterSecretStores. */
    CLUSTER_SECRET_STORE(
        "clustersecretstore_status_condition", "clustersecretstore_reconcile_duration");

    private final String condition;
    private final String duration;

    Kind(String condition, String duration) {
      this.condition = condition;
      this.duration = duration;
    }
  }

  private final MeterRegistry registry;
  private final Kind kind;
  private final Map<Meter.Id, AtomicLong> values = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Set<Meter.Id>> byObject = new ConcurrentHashMap<>();

  /** Registers the metrics of ExternalSecrets with a registry as values come. */
  public SyncMetrics(MeterRegistry registry) {
    this(registry, Kind.EXTERNAL_SECRET);
  }

  /** Registers the metrics of a kind with a registry as values come. */
  public SyncMetrics(MeterRegistry registry, Kind kind) {
    this.registry = registry;
    this.kind = kind;
  }

  /** An ExternalSecret was fetched and written, or that was tried. */
  public void synced(ObjectKey key, boolean ok) {
    registry.counter(CALLS, tags(key)).increment();
    AtomicLong errors = gauge(key, ERRORS, tags(key));
    if (!ok) {
      errors.incrementAndGet();
    }
  }

  /** Records the status of the Ready condition. */
  public void ready(ObjectKey key, boolean ready) {
    for (boolean status : List.of(true, false)) {
      String text = status ? "True" : "False";
      gauge(key, kind.condition, tags(key).and("condition", "Ready", "status", text))
          .set(status == ready ? 1 : 0);
    }
  }

  /** Records how long the last reconcile took, in nanoseconds as External Secrets Operator does. */
  public void took(ObjectKey key, Duration duration) {
    gauge(key, kind.duration, tags(key)).set(duration.toNanos());
  }

  /** Removes the series of an object that was deleted. */
  public void forget(ObjectKey key) {
    Set<Meter.Id> ids = byObject.remove(key);
    if (ids != null) {
      ids.forEach(id -> {
        values.remove(id);
        registry.remove(id);
      });
      // By its id: a search looks at every meter, and the end of a term forgets every object.
      registry.remove(id(CALLS, tags(key)));
    }
  }

  @Override
  public void ended(String provider, String call, boolean success) {
    gauge(
            PROVIDER_CALLS,
            Tags.of("provider", provider, "call", call, "status", success ? "success" : "error"))
        .incrementAndGet();
  }

  /** The term as leader is over: a replica that waits must not report what another one does. */
  public void close() {
    Set.copyOf(byObject.keySet()).forEach(this::forget);
    values.keySet().forEach(registry::remove);
    values.clear();
  }

  private static Tags tags(ObjectKey key) {
    return Tags.of("name", key.name(), "namespace", key.namespace());
  }

  private AtomicLong gauge(ObjectKey key, String name, Tags tags) {
    byObject.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet()).add(id(name, tags));
    return gauge(name, tags);
  }

  private AtomicLong gauge(String name, Tags tags) {
    return values.computeIfAbsent(
        id(name, tags),
        id -> {
          AtomicLong value = new AtomicLong();
          // A gauge of an earlier term as leader would keep its place, and its value, otherwise.
          registry.remove(id);
          Gauge.builder(name, value, AtomicLong::doubleValue).tags(tags).register(registry);
          return value;
        });
  }

  /** A registry knows its meters by name and tags alone. */
  private static Meter.Id id(String name, Tags tags) {
    return new Meter.Id(name, tags, null, null, Meter.Type.GAUGE);
  }
}
