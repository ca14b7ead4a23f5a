package dev.sealer.simulation.apiserver;

/** Receives every stored write, in order, under the lock of the server. */
public interface WriteListener {

  /**
   * Called after the write is stored and before its response is sent. Must not call the server, and
   * must not change the objects.
   */
  void stored(StoredWrite write);
}
