package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.failure.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One open watch: the changes of a kind after a version, as lines. */
final class WatchStream implements Lines {

  private static final long BOOKMARK_NANOS = Duration.ofMinutes(1).toNanos();

  /**
   * The objects that are watched.
   *
   * @param namespace empty for all
   * @param selector which objects
   * @param view how they are shown
   * @param bookmarks whether the client asked for bookmarks
   * @param lasting how long the stream stays open
   */
  record Subject(
      String namespace, Selector selector, ObjectView view, boolean bookmarks, Duration lasting) {}

  /** The way the stream ends, once everything in it was read. */
  private enum End {
    OPEN,
    /** Orderly: the response is complete. */
    COMPLETE,
    /** The connection was lost. */
    BROKEN
  }

  private final ReentrantLock lock;
  private final Condition news;
  private final Time time;
  private final ObjectStore store;
  private final Subject subject;
  private final long until;
  private long seen;
  private long nextBookmark;
  private End end = End.OPEN;
  private byte @Nullable [] first;

  /**
   * Opens a stream; the caller holds {@code lock}.
   *
   * @param from the version after which changes are shown
   */
  WatchStream(ReentrantLock lock, Time time, ObjectStore store, Subject subject, long from) {
    this.lock = lock;
    this.news = lock.newCondition();
    this.time = time;
    this.store = store;
    this.subject = subject;
    this.seen = from;
    long now = time.nanos();
    this.until = now + subject.lasting().toNanos();
    this.nextBookmark = now + BOOKMARK_NANOS;
  }

  /** Makes the stream one that says a single thing and ends. */
  WatchStream sayingOnly(ObjectNode event) {
    first = line(event);
    end = End.COMPLETE;
    return this;
  }

  /** Makes the stream one that ends at once. */
  WatchStream silent() {
    end = End.COMPLETE;
    return this;
  }

  /** Tells the reader of a change; the caller holds the lock. */
  void wake(ObjectStore.Change change) {
    if (change.resource().equals(subject.view().kind().resource())) {
      news.signalAll();
    }
  }

  /** Returns whether the stream has ended; the caller holds the lock. */
  boolean isOver() {
    return end != End.OPEN;
  }

  /** Breaks the connection; the caller holds the lock. */
  void cut() {
    end = End.BROKEN;
    news.signalAll();
  }

  @Override
  public int code() {
    return 200;
  }

  @Override
  public byte @Nullable [] next(Duration idle) throws IOException {
    lock.lock();
    try {
      long idleUntil = time.nanos() + idle.toNanos();
      while (true) {
        byte[] line = take();
        if (line != null) {
          return line;
        }
        if (end == End.BROKEN) {
          throw new IOException("the stream broke: the connection is closed");
        }
        if (end == End.COMPLETE) {
          return null;
        }
        long now = time.nanos();
        if (now >= idleUntil) {
          throw new IOException("nothing came for " + idle);
        }
        time.await(lock, news, nextMoment(idleUntil) - now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the stream was interrupted");
    } finally {
      lock.unlock();
    }
  }

  private long nextMoment(long idleUntil) {
    long moment = Math.min(idleUntil, until);
    return subject.bookmarks() ? Math.min(moment, nextBookmark) : moment;
  }

  /** Returns the next line that is there without waiting; null if there is none. */
  private byte @Nullable [] take() {
    if (first != null) {
      byte[] line = first;
      first = null;
      return line;
    }
    if (end != End.OPEN) {
      return null;
    }
    if (seen < store.compacted()) {
      end = End.COMPLETE;
      return line(expired(seen, store.compacted()));
    }
    for (ObjectStore.Change change : store.since(seen)) {
      seen = change.version();
      ObjectNode event = event(change);
      if (event != null) {
        return line(event);
      }
    }
    return bookmark();
  }

  private byte @Nullable [] bookmark() {
    long now = time.nanos();
    boolean isOver = now >= until;
    if (isOver) {
      end = End.COMPLETE;
    }
    if (!subject.bookmarks() || (!isOver && now < nextBookmark)) {
      return null;
    }
    nextBookmark = now + BOOKMARK_NANOS;
    long version = Math.max(seen, store.version());
    return line(event("BOOKMARK", subject.view().bookmark(version)));
  }

  private @Nullable ObjectNode event(ObjectStore.Change change) {
    ObjectView view = subject.view();
    boolean isOther =
        !change.resource().equals(view.kind().resource())
            || (!subject.namespace().isEmpty()
                && !change.key().namespace().equals(subject.namespace()));
    if (isOther) {
      return null;
    }
    boolean was = subject.selector().matches(change.before());
    ObjectNode after = change.after();
    boolean is = subject.selector().matches(after);
    if (is && after != null) {
      return event(was ? "MODIFIED" : "ADDED", view.show(after));
    }
    ObjectNode before = change.before();
    if (!was || before == null) {
      return null;
    }
    ObjectNode last = view.show(before);
    last.withObject("/metadata").put("resourceVersion", Long.toString(change.version()));
    return event("DELETED", last);
  }

  /** Returns the event that ends a watch from a version that is no longer held. */
  static ObjectNode expired(long from, long oldest) {
    String message = "too old resource version: " + from + " (" + oldest + ")";
    ObjectNode status = Failures.status(410, "Expired", message);
    return event("ERROR", status);
  }

  private static ObjectNode event(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", object);
    return event;
  }

  private static byte[] line(ObjectNode event) {
    return Json.text(event).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      end = End.COMPLETE;
      first = null;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
