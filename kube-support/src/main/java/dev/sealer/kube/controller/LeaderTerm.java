package dev.sealer.kube.controller;

import java.util.List;

/**
 * The work of a controller from the moment it becomes leader until it loses the lease. One thread
 * at a time calls {@link #start} and then {@link #close}.
 */
public interface LeaderTerm extends AutoCloseable {

  /** Starts to write. Returns at once. */
  void start();

  /** Returns what it waits for before it is ready; empty when ready. Called by any thread. */
  List<String> waitingFor();

  /** Stops writing, and returns when running work has ended or was interrupted. */
  @Override
  void close();
}
