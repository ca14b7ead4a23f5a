package dev.sealer.kube.watch;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One {@link ListAndWatch} for each namespace, each on its virtual thread, into one store. */
final class ApiWatch<T> implements ObjectWatch<T> {

  private final Store<T> store;
  private final String kind;
  private final List<ListAndWatch<T>> streams = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  ApiWatch(
      ApiCalls calls,
      View<T> view,
      WatchScope scope,
      List<? extends WatchHandler<? super T>> handlers) {
    this.store = new Store<>(view, List.copyOf(handlers));
    this.kind = view.type().plural();
    List<String> namespaces =
        scope.namespaces().isEmpty() || !view.type().namespaced()
            ? List.of("")
            : scope.namespaces();
    for (String namespace : namespaces) {
      streams.add(new ListAndWatch<>(calls, view, scope, namespace, store));
    }
  }

  @Override
  public synchronized void start() {
    if (!threads.isEmpty()) {
      throw new IllegalStateException("the watch of " + kind + " was started before");
    }
    for (ListAndWatch<T> stream : streams) {
      threads.add(Thread.ofVirtual().name("watch-" + kind).start(stream));
    }
  }

  @Override
  public boolean synced() {
    return streams.stream().allMatch(s -> s.synced().getCount() == 0);
  }

  @Override
  public boolean awaitSynced(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (ListAndWatch<T> stream : streams) {
      long left = Math.max(0, deadline - System.nanoTime());
      if (!stream.synced().await(left, TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<String> problem() {
    return streams.stream().map(ListAndWatch::problem).filter(Objects::nonNull).findFirst();
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
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
  }
}
