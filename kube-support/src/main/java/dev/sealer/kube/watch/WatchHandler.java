package dev.sealer.kube.watch;

import java.util.function.Consumer;

/**
 * Receives changes to watched objects, in order per object, after the watch cache has been updated.
 *
 * <p>Called on the watch's own thread: it must be quick and must not block, as waking a queue is. A
 * thrown exception is logged by class and does not end the watch.
 *
 * @param <T> what is watched
 */
public interface WatchHandler<T> {

  /** The object is new, or was there when the watch began. */
  void added(T object);

  /** The object changed. A resync or a relist with the same resourceVersion is not a change. */
  void changed(T old, T object);

  /**
   * The object was deleted.
   *
   * @param last the last state that was seen, which may not be the last it had
   */
  void removed(T last);

  /** Returns a handler that treats every change alike, with the newest state of the object. */
  static <T> WatchHandler<T> onAnyChange(Consumer<? super T> action) {
    return new WatchHandler<>() {
      @Override
      public void added(T object) {
        action.accept(object);
      }

      @Override
      public void changed(T old, T object) {
        action.accept(object);
      }

      @Override
      public void removed(T last) {
        action.accept(last);
      }
    };
  }
}
