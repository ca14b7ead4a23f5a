package dev.sealer.operator.host;

import java.util.List;

/**
 * A controller in the terms of the process that runs it. Called by one thread at a time, in the
 * order start, (startLeading, stopLeading)*, close.
 */
public interface HostedController extends AutoCloseable {

  /** As on the command line, for example {@code sealed-secrets}. */
  String name();

  /** Begins what every replica does: watch, serve. Returns at once. */
  void start();

  /** Begins to write. Returns at once. */
  void startLeading();

  /** Stops writing, and returns when what ran has ended or was given up. */
  void stopLeading();

  /** What it waits for before it is ready, in words; empty when ready. */
  List<String> waitingFor();

  /** Ends all of it; no writing goes on. */
  @Override
  void close();
}
