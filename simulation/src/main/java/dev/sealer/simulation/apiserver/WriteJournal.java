package dev.sealer.simulation.apiserver;

import dev.sealer.simulation.apiserver.StoredWrite.Verb;
import java.util.ArrayList;
import java.util.List;

/** Tells watches and listeners of stored writes. The caller holds the lock of the server. */
final class WriteJournal {

  private final List<WriteListener> listeners = new ArrayList<>();
  private final List<WatchStream> streams = new ArrayList<>();

  void add(WriteListener listener) {
    listeners.add(listener);
  }

  void add(WatchStream stream) {
    streams.removeIf(WatchStream::isOver);
    streams.add(stream);
  }

  void stored(WriteCall call, ObjectStore.Change change) {
    Verb verb =
        change.after() == null
            ? Verb.DELETED
            : change.before() == null ? Verb.CREATED : Verb.CHANGED;
    StoredWrite write =
        new StoredWrite(
            verb,
            call.kind().type(),
            call.key(),
            change.before(),
            change.after(),
            call.manager(),
            call.subresource(),
            change.version());
    listeners.forEach(listener -> listener.stored(write));
    streams.forEach(stream -> stream.wake(change));
  }

  /** Breaks all open watches. */
  void cutStreams() {
    streams.forEach(WatchStream::cut);
    streams.clear();
  }
}
