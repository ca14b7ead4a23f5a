package dev.sealer.kube.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch cache, and the handlers of its changes. One namespace is written by one thread only;
 * reads come from any.
 */
final class WatchCache<T> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchCache.class);

  private record Entry<T>(String uid, String resourceVersion, T value) {}

  private final View<T> view;
  private final List<WatchHandler<? super T>> handlers;
  private final ConcurrentHashMap<ObjectKey, Entry<T>> entries = new ConcurrentHashMap<>();

  WatchCache(View<T> view, List<WatchHandler<? super T>> handlers) {
    this.view = view;
    this.handlers = List.copyOf(handlers);
  }

  Optional<T> get(ObjectKey key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  Collection<T> list() {
    return entries.values().stream().map(Entry::value).toList();
  }

  /**
   * Takes an object as it is now; the same resourceVersion again is nothing new.
   *
   * @param stored runs when the object can be read here, before any handler is called
   */
  ObjectKey put(ObjectNode object, Runnable stored) {
    JsonNode metadata = object.path("metadata");
    ObjectKey key = key(metadata);
    Entry<T> next = decode(key, metadata, object);
    if (next == null) {
      stored.run();
      return key;
    }
    Entry<T> old = entries.put(key, next);
    stored.run();
    if (old == null) {
      tell(h -> h.added(next.value()));
    } else if (!old.uid().equals(next.uid())) {
      tell(h -> h.removed(old.value()));
      tell(h -> h.added(next.value()));
    } else if (!old.resourceVersion().equals(next.resourceVersion())) {
      tell(h -> h.changed(old.value(), next.value()));
    }
    return key;
  }

  /**
   * Takes the last state of a deleted object.
   *
   * @param stored as for {@link #put}
   */
  void remove(ObjectNode object, Runnable stored) {
    JsonNode metadata = object.path("metadata");
    ObjectKey key = key(metadata);
    Entry<T> last = decode(key, metadata, object);
    Entry<T> old = entries.remove(key);
    stored.run();
    Entry<T> told = last == null ? old : last;
    if (old != null && told != null) {
      tell(h -> h.removed(told.value()));
    }
  }

  /** Ends a list: objects of its namespace that are not in {@code present} were deleted. */
  void retain(String namespace, Set<ObjectKey> present) {
    Set<ObjectKey> gone = new HashSet<>();
    for (ObjectKey key : entries.keySet()) {
      boolean listed = namespace.isEmpty() || namespace.equals(key.namespace());
      if (listed && !present.contains(key)) {
        gone.add(key);
      }
    }
    for (ObjectKey key : gone) {
      Entry<T> old = entries.remove(key);
      if (old != null) {
        tell(h -> h.removed(old.value()));
      }
    }
  }

  private @Nullable Entry<T> decode(ObjectKey key, JsonNode metadata, ObjectNode object) {
    try {
      return new Entry<>(
          metadata.path("uid").asText(),
          metadata.path("resourceVersion").asText(),
          view.decode().apply(object));
    } catch (RuntimeException unreadable) {
      // Its message may quote the object. One bad object must not stop the others.
      LOG.error(
          "{} {} is left out: it cannot be read ({})",
          view.type().kind(),
          key,
          unreadable.getClass().getSimpleName());
      return null;
    }
  }

  private void tell(Consumer<WatchHandler<? super T>> event) {
    for (WatchHandler<? super T> handler : handlers) {
      try {
        event.accept(handler);
      } catch (RuntimeException failure) {
        LOG.error(
            "a handler of {} failed: {} at {}",
            view.type().kind(),
            failure.getClass().getName(),
            failure.getStackTrace().length > 0 ? failure.getStackTrace()[0] : "an unknown place");
      }
    }
  }

  private static ObjectKey key(JsonNode metadata) {
    return new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText());
  }
}
