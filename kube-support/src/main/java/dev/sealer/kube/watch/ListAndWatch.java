package dev.sealer.kube.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.Backoff;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and watches one namespace or all, by the protocol of the API's own clients: list in pages,
 * watch from the list's resourceVersion with bookmarks, watch again from the last version seen when
 * the stream ends, list again when that version is no longer held (410).
 *
 * <p>Source: Kubernetes documentation, "API concepts", sections on watches and on 410 Gone.
 */
final class ListAndWatch<T> implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ListAndWatch.class);
  private static final int GONE = 410;
  private static final int WATCH_SECONDS = 300;
  private static final Duration IDLE = Duration.ofSeconds(2L * WATCH_SECONDS + 30);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  /** The resource version to continue from has expired. */
  private static final class Expired extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final ApiClient calls;
  private final WatchRequests requests;
  private final WatchCache<T> store;
  private final Time time;
  private final RandomGenerator random;
  private final CountDownLatch synced = new CountDownLatch(1);

  /** Empty when the next thing to do is a list. */
  private String resourceVersion = "";

  private volatile String seenVersion = "";
  private int failures;
  private volatile @Nullable String problem;

  ListAndWatch(ApiClient calls, WatchRequests requests, WatchCache<T> store, Platform platform) {
    this.calls = calls;
    this.requests = requests;
    this.store = store;
    this.time = platform.time();
    this.random = platform.chance().of("watch/" + requests.name());
  }

  CountDownLatch synced() {
    return synced;
  }

  /** The version up to which the store holds everything; empty before the first list. */
  String seenVersion() {
    return seenVersion;
  }

  boolean covers(String namespace) {
    return requests.namespace().isEmpty() || requests.namespace().equals(namespace);
  }

  @Nullable String problem() {
    return problem;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (resourceVersion.isEmpty()) {
          list();
        }
        watch();
      } catch (Expired e) {
        LOG.debug("{}: the version to go on from has expired, listing again", requests.name());
        resourceVersion = "";
        pauseIfRepeated();
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
  }

  private void list() throws IOException, Expired {
    Set<ObjectKey> present = new HashSet<>();
    String more = null;
    JsonNode metadata;
    do {
      ApiAnswer page =
          calls.list(
              requests.list(more), object -> present.add(store.put(identified(object), () -> {})));
      if (page.code() == GONE) {
        throw new Expired();
      }
      if (!page.ok()) {
        throw new IOException(
            "cannot list " + requests.name() + ": " + page.code() + " " + page.message());
      }
      metadata = page.body().path("metadata");
      more = metadata.path("continue").asText();
    } while (!more.isEmpty());
    store.retain(requests.namespace(), present);
    resourceVersion = metadata.path("resourceVersion").asText();
    seenVersion = resourceVersion;
    synced.countDown();
  }

  private void watch() throws IOException, Expired {
    // Spread, so that watches that began together do not all end together.
    int seconds = WATCH_SECONDS + random.nextInt(WATCH_SECONDS);
    try (Lines lines = calls.open(requests.watch(resourceVersion, seconds))) {
      if (lines.code() == GONE) {
        throw new Expired();
      }
      if (lines.code() != 200) {
        // 400 to 404 may mean that the kind or the right went away: start over from a list.
        resourceVersion = "";
        throw new IOException("cannot watch " + requests.name() + ": " + lines.code());
      }
      boolean any = false;
      problem = null;
      for (byte[] line = lines.next(IDLE); line != null; line = lines.next(IDLE)) {
        take(Json.parse(line));
        any = true;
        failures = 0;
      }
      if (!any) {
        pauseIfRepeated();
      }
    }
  }

  private void take(JsonNode event) throws IOException, Expired {
    if (!(event.path("object") instanceof ObjectNode object)) {
      throw new IOException(
          "the watch of " + requests.name() + " sent something that is not an event");
    }
    String version = object.path("metadata").path("resourceVersion").asText(resourceVersion);
    // Before handlers are called: the keys that they enqueue must not see an older version here.
    Runnable stored = () -> seenVersion = version;
    switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> store.put(identified(object), stored);
      case "DELETED" -> store.remove(object, stored);
      case "BOOKMARK" -> stored.run();
      case "ERROR" -> {
        if (object.path("code").asInt() == GONE) {
          throw new Expired();
        }
        resourceVersion = "";
        throw new IOException(
            "the watch of " + requests.name() + " ended: " + object.path("message").asText());
      }
      default -> LOG.debug("{}: an event of an unknown type", requests.name());
    }
    resourceVersion = version;
  }

  /** Items of a list come without their kind; objects of a watch come with it. */
  private ObjectNode identified(ObjectNode object) {
    if (!object.has("kind")) {
      ResourceType type = requests.view().type();
      object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }
    return object;
  }

  private void pauseAfter(IOException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    String said = String.valueOf(failure.getMessage());
    if (!said.equals(problem)) {
      LOG.warn("{}; trying on", said);
    }
    problem = said;
    failures++;
    pause();
  }

  /** An end or an expiry now and then is normal; one right after the other must not spin. */
  private void pauseIfRepeated() {
    if (failures++ > 0) {
      pause();
    }
  }

  private void pause() {
    try {
      time.sleep(BACKOFF.delay(failures, random));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
