package dev.sealer.kube.watch;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs one {@link ListAndWatch} per namespace, each on its own thread, into one cache. */
final class ApiWatch<T> implements ObjectWatch<T> {

  private record Running<T>(Time time, List<ListAndWatch<T>> streams, List<Thread> threads) {}

  private final ApiClient calls;
  private final View<T> view;
  private final WatchScope scope;
  private final WatchCache<T> store;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Running<T> running;

  ApiWatch(
      ApiClient calls,
      View<T> view,
      WatchScope scope,
      List<? extends WatchHandler<? super T>> handlers) {
    this.calls = calls;
    this.view = view;
    this.scope = scope;
    this.store = new WatchCache<>(view, List.copyOf(handlers));
  }

  @Override
  public void start(Platform platform) {
    lock.lock();
    try {
      if (running != null) {
        throw new IllegalStateException(
            "the watch of " + view.type().plural() + " was started before");
      }
      List<ListAndWatch<T>> streams = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (String namespace : namespaces()) {
        WatchRequests requests = new WatchRequests(view, scope, namespace);
        ListAndWatch<T> stream = new ListAndWatch<>(calls, requests, store, platform);
        streams.add(stream);
        threads.add(platform.threads().start("watch-" + view.type().plural(), stream));
      }
      running = new Running<>(platform.time(), List.copyOf(streams), List.copyOf(threads));
    } finally {
      lock.unlock();
    }
  }

  private List<String> namespaces() {
    return scope.namespaces().isEmpty() || !view.type().namespaced()
        ? List.of("")
        : scope.namespaces();
  }

  @Override
  public boolean synced() {
    Running<T> now = running;
    return now != null && now.streams().stream().allMatch(s -> s.synced().getCount() == 0);
  }

  @Override
  public boolean awaitSynced(Duration patience) throws InterruptedException {
    Running<T> now = running;
    if (now == null) {
      throw new IllegalStateException("the watch of " + view.type().plural() + " is not started");
    }
    long deadline = now.time().nanos() + patience.toNanos();
    for (ListAndWatch<T> stream : now.streams()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - now.time().nanos()));
      if (!now.time().await(stream.synced(), left)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<String> problem() {
    Running<T> now = running;
    return now == null
        ? Optional.empty()
        : now.streams().stream()
            .map(ListAndWatch::problem)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .findFirst();
  }

  @Override
  public String seenVersion(String namespace) {
    Running<T> now = running;
    return now == null
        ? ""
        : now.streams().stream()
            .filter(stream -> stream.covers(namespace))
            .map(ListAndWatch::seenVersion)
            .findFirst()
            .orElse("");
  }

  @Override
  public Optional<T> get(ObjectKey key) {
    return store.get(key);
  }

  @Override
  public Collection<T> list() {
    return store.list();
  }

  @Override
  public void close() {
    Running<T> now = running;
    if (now != null) {
      now.threads().forEach(Thread::interrupt);
    }
  }
}
