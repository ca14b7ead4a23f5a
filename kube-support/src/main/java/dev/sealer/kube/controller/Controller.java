package dev.sealer.kube.controller;

import java.util.List;

/**
 * The life cycle of a controller: {@link #start}, then any number of terms as leader ({@link
 * #lead}, {@link #stopLeading}), then {@link #stop}.
 *
 * <p>One thread at a time calls these methods. {@link #waitingFor} is called by any thread.
 */
public interface Controller {

  /** Returns the name, as on the command line, for example {@code sealed-secrets}. */
  String name();

  /** Starts what every replica does, such as watching and serving. Returns at once. */
  void start();

  /** Starts to write. Returns at once. */
  void lead();

  /** Stops writing, and returns when running work has ended or was interrupted. */
  void stopLeading();

  /** Stops leading, if it leads, and everything that {@link #start} started. */
  void stop();

  /** Returns what it waits for before it is ready; empty when ready. */
  List<String> waitingFor();
}
