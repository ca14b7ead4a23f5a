package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Chance;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An API server in memory with the write semantics of Kubernetes, without authentication. It never
 * fails by itself; faults are injected between it and its callers.
 *
 * <p>Deterministic: times come from the given clock, uids and generated names from the given seeded
 * generators. Safe for use by several threads, platform or virtual: one untimed lock guards the
 * state, and a watch waits on it through the given {@link Time}.
 */
public final class SimApiServer implements ApiClient {

  private static final Duration LONGEST_WATCH = Duration.ofMinutes(30);
  private static final String EVENTS = "Event";

  private final ReentrantLock lock = new ReentrantLock();
  private final Time time;
  private final KindCatalog catalog = KindCatalog.standard();
  private final ObjectStore store;
  private final WriteJournal journal;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final WriteRequests writes;
  private final DeleteRequests deletions;
  private final Collector collector;
  private final AccessReviews reviews = new AccessReviews();

  /** Creates a server with the namespaces that every cluster has. */
  public SimApiServer(Time time, Chance chance) {
    this(time, chance, Behavior.standard());
  }

  /** Creates a server with changed behavior, to prove that the contract finds it. */
  SimApiServer(Time time, Chance chance, Behavior behavior) {
    this.time = time;
    this.store = new ObjectStore();
    this.journal = new WriteJournal();
    this.reader = new ObjectReader(store);
    this.writer = behavior.writer(store, time, chance.of("api-server/uids"), journal);
    ApplyRequests applies = behavior.applies(writer::now);
    this.writes = new WriteRequests(store, writer, chance.of("api-server/names"), applies);
    this.deletions = behavior.deletions(store, writer);
    this.collector = new Collector(store, writer, applies, time);
    for (String name : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
      createNamespace(name);
    }
  }

  @Override
  public ApiAnswer send(ApiRequest request) {
    return locked(() -> answer(request));
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
    return locked(() -> {
      CallPath path = CallPath.parse(request.path(), catalog);
      return path instanceof CallPath.Collection collection
          ? reader.list(collection, request, item)
          : answer(request);
    });
  }

  @Override
  public Lines open(ApiRequest request) {
    lock.lock();
    try {
      return watch(request);
    } catch (ApiFailure failure) {
      return new RefusedStream(failure.answer());
    } finally {
      lock.unlock();
    }
  }

  private ApiAnswer locked(Supplier<ApiAnswer> call) {
    lock.lock();
    try {
      return call.get();
    } catch (ApiFailure failure) {
      return failure.answer();
    } finally {
      lock.unlock();
    }
  }

  private ApiAnswer answer(ApiRequest request) {
    CallPath path = CallPath.parse(request.path(), catalog);
    return switch (path) {
      case CallPath.Discovery discovery when request.method().equals("GET") ->
          ServedPaths.discovery(discovery, catalog);
      case CallPath.Group group when request.method().equals("GET") ->
          ServedPaths.group(group, catalog);
      case CallPath.Virtual _ when request.method().equals("POST") ->
          reviews.answer(WriteRequests.body(request));
      case CallPath.Collection collection ->
          switch (request.method()) {
            case "GET" -> reader.whole(collection, request);
            case "POST" -> writes.create(collection, request);
            default -> throw refused(request);
          };
      case CallPath.Single single ->
          switch (request.method()) {
            case "GET" -> reader.get(single, request);
            case "PATCH" -> writes.patch(single, request);
            case "DELETE" -> deletions.delete(single, request);
            default -> throw refused(request);
          };
      case CallPath.Discovery _, CallPath.Group _, CallPath.Virtual _ -> throw refused(request);
    };
  }

  private static ApiFailure refused(ApiRequest request) {
    return Failures.notSimulated(request.method() + " of " + request.path());
  }

  private WatchStream watch(ApiRequest request) {
    if (!(CallPath.parse(request.path(), catalog) instanceof CallPath.Collection collection)
        || !"true".equals(request.query().get("watch"))) {
      throw Failures.notSimulated("a stream of " + request.path());
    }
    QueryCheck.only(
        request,
        "watch",
        "allowWatchBookmarks",
        "resourceVersion",
        "timeoutSeconds",
        "labelSelector",
        "fieldSelector");
    String version = request.query().getOrDefault("resourceVersion", "0");
    if (version.equals("0") || version.isEmpty()) {
      throw Failures.notSimulated("a watch without a version to go on from");
    }
    String seconds = request.query().get("timeoutSeconds");
    WatchStream.Subject subject =
        new WatchStream.Subject(
            collection.namespace(),
            Selector.parse(
                collection.kind(),
                request.query().get("labelSelector"),
                request.query().get("fieldSelector")),
            ObjectView.of(collection.kind(), request),
            Boolean.parseBoolean(request.query().get("allowWatchBookmarks")),
            seconds == null ? LONGEST_WATCH : Duration.ofSeconds(Long.parseLong(seconds)));
    long from = Long.parseLong(version);
    WatchStream stream = new WatchStream(lock, time, store, subject, from);
    if (from < store.compacted()) {
      boolean isOfEvents = collection.kind().type().kind().equals(EVENTS);
      return isOfEvents
          ? stream.silent()
          : stream.sayingOnly(WatchStream.expired(from, store.compacted()));
    }
    journal.add(stream);
    return stream;
  }

  /** Reviews every write from now on with {@code hook}. */
  public void admitWith(AdmissionHook hook) {
    underLock(() -> writer.admitWith(hook));
  }

  /** Tells {@code listener} of every write that is stored from now on. */
  public void listen(WriteListener listener) {
    underLock(() -> journal.add(listener));
  }

  /** Returns who decides token and access reviews. */
  public AccessReviews reviews() {
    return reviews;
  }

  /** Returns a copy of an object as it is stored; empty if there is none. */
  public Optional<ObjectNode> get(ResourceType type, ObjectKey key) {
    return inspect(
        () -> Optional.ofNullable(store.get(served(type), key)).map(ObjectNode::deepCopy));
  }

  /**
   * Returns copies of all objects of a kind, in the order of their keys.
   *
   * @param namespace empty for all
   */
  public List<ObjectNode> list(ResourceType type, String namespace) {
    return inspect(() ->
        store.list(served(type), namespace).stream()
            .map(entry -> entry.object().deepCopy())
            .toList());
  }

  /** Returns the version of the latest write. */
  public long version() {
    return inspect(store::version);
  }

  /**
   * Forgets the changes up to and including a version: continue tokens and watches from before it
   * are expired.
   */
  public void compact(long version) {
    underLock(() -> store.compact(version));
  }

  /** Keeps the whole state for a later {@link #restore}. */
  public StoreSnapshot snapshot() {
    return inspect(store::snapshot);
  }

  /**
   * Goes back to an older state, as after a restore of etcd: objects and versions are as they were,
   * and open watches break. Listeners are not told.
   */
  public void restore(StoreSnapshot snapshot) {
    underLock(() -> {
      store.restore(snapshot);
      journal.cutStreams();
    });
  }

  /** Breaks all open watches. */
  public void cutWatches() {
    underLock(journal::cutStreams);
  }

  /**
   * Does one step of the garbage collector, of the namespace controller or of the expiry of Events.
   *
   * @return whether there was anything to do
   */
  public boolean collectOne() {
    return inspect(collector::step);
  }

  /**
   * Lets the garbage collector and the namespace controller do all that they have to do.
   *
   * @return the number of steps
   */
  public int collect() {
    int steps = 0;
    while (collectOne()) {
      steps++;
    }
    return steps;
  }

  private void createNamespace(String name) {
    ObjectNode body = Json.object();
    body.put("apiVersion", "v1").put("kind", "Namespace");
    body.putObject("metadata").put("name", name);
    ApiAnswer answer =
        send(
            ApiRequest.post("/api/v1/namespaces", Json.text(body))
                .with("fieldManager", "kube-apiserver"));
    if (!answer.ok()) {
      throw new IllegalStateException("the namespace " + name + " cannot be created");
    }
  }

  private ServedKind served(ResourceType type) {
    return catalog
        .find(type.apiVersion(), type.kind())
        .orElseThrow(() ->
            new IllegalArgumentException(type.apiVersion() + " " + type.kind() + " is not served"));
  }

  private void underLock(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T inspect(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }
}
