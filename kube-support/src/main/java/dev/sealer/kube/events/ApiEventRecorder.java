package dev.sealer.kube.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.redact.Redaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes core/v1 Events, which {@code kubectl describe} shows, on a thread of its own behind a
 * bounded queue. Events on cluster-scoped objects go to namespace {@code default}, as everywhere.
 */
public final class ApiEventRecorder implements EventRecorder, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiEventRecorder.class);
  private static final ResourceType EVENT = new ResourceType("", "v1", "Event", "events", true);

  /**
   * The number of events that a first start in a large cluster records faster than they are
   * written.
   */
  private static final int QUEUE = 10_000;

  private static final int MAX_MESSAGE = 1_024;
  private static final int TRIES = 3;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
  private static final Duration LAST_ONES = Duration.ofSeconds(2);

  private final ClusterObjects cluster;
  private final String component;
  private final Time time;
  private final Counter dropped;

  /** An empty entry wakes the writer, so that it sees that it is closed. */
  private final BlockingQueue<Optional<EventJournal.Saying>> queue =
      new ArrayBlockingQueue<>(QUEUE);

  private final EventJournal journal = new EventJournal();
  private final Thread writer;
  private volatile boolean closed;

  /**
   * Starts the writer.
   *
   * @param component the source shown to users, for example {@code sealed-secrets}
   */
  public ApiEventRecorder(
      ClusterObjects cluster, String component, Platform platform, MeterRegistry registry) {
    this.cluster = cluster;
    this.component = component;
    this.time = platform.time();
    this.dropped = registry.counter("sealer.events.dropped", "component", component);
    this.writer = platform.threads().start("events-" + component, this::run);
  }

  @Override
  public void record(Subject about, Type type, String reason, String message) {
    EventJournal.Saying saying =
        new EventJournal.Saying(about, type, reason, Redaction.text(message, MAX_MESSAGE));
    if (closed || !queue.offer(Optional.of(saying))) {
      dropped.increment();
    }
  }

  /** Writes what is queued, for two seconds at most. */
  @Override
  public void close() {
    closed = true;
    // A full queue needs no waking: its writer is not waiting.
    boolean _ = queue.offer(Optional.empty());
    try {
      if (!time.join(writer, LAST_ONES)) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        Optional<EventJournal.Saying> next = queue.take();
        if (next.isPresent()) {
          write(next.get());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("events of {}: {} left unwritten", component, queue.size());
    }
  }

  private void write(EventJournal.Saying saying) throws InterruptedException {
    Instant now = time.instant();
    switch (journal.decide(saying, now)) {
      case EventJournal.Decision.Skip() -> LOG.trace("an event was said before");
      case EventJournal.Decision.Create(String name) -> create(saying, name, now);
      case EventJournal.Decision.Count(String name, int count, Instant first) ->
          count(saying, name, count, now);
    }
  }

  private void create(EventJournal.Saying saying, String name, Instant now)
      throws InterruptedException {
    ObjectNode event = event(saying, name, now);
    String namespace = namespace(saying);
    for (int i = 0; i < TRIES; i++) {
      switch (cluster.create(EVENT, namespace, event, component)) {
        case WriteResult.Applied a -> {
          return;
        }
        case WriteResult.Refused refused -> {
          LOG.debug(
              "event {} on {} refused: {}", saying.reason(), saying.about(), refused.reason());
          lost(saying);
          return;
        }
        case WriteResult.Unreachable u -> time.sleep(BETWEEN_TRIES);
        case WriteResult.Conflict c -> time.sleep(BETWEEN_TRIES);
        case WriteResult.Stale s -> time.sleep(BETWEEN_TRIES);
      }
    }
    lost(saying);
  }

  private void count(EventJournal.Saying saying, String name, int count, Instant now)
      throws InterruptedException {
    ObjectNode patch = Json.object().put("count", count).put("lastTimestamp", seconds(now));
    ObjectRef target = new ObjectRef(EVENT, new ObjectKey(namespace(saying), name));
    WriteResult result = cluster.mergePatch(target, patch, component);
    if (result instanceof WriteResult.Refused refused && refused.notFound()) {
      // The API server drops events after an hour: record it again.
      journal.forget(saying);
      write(saying);
    }
  }

  private void lost(EventJournal.Saying saying) {
    journal.forget(saying);
    dropped.increment();
  }

  private ObjectNode event(EventJournal.Saying saying, String name, Instant now) {
    Subject about = saying.about();
    ObjectNode event = Json.object();
    event.putObject("metadata").put("name", name).put("namespace", namespace(saying));
    ObjectNode involved =
        event
            .putObject("involvedObject")
            .put("apiVersion", about.apiVersion())
            .put("kind", about.kind())
            .put("name", about.key().name())
            .put("uid", about.uid());
    if (!about.key().namespace().isEmpty()) {
      involved.put("namespace", about.key().namespace());
    }
    event
        .put("type", saying.type().wire())
        .put("reason", saying.reason())
        .put("message", saying.message())
        .put("count", 1)
        .put("firstTimestamp", seconds(now))
        .put("lastTimestamp", seconds(now))
        .put("reportingComponent", component)
        .putObject("source")
        .put("component", component);
    return event;
  }

  private static String namespace(EventJournal.Saying saying) {
    String namespace = saying.about().key().namespace();
    return namespace.isEmpty() ? "default" : namespace;
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
