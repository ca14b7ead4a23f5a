package dev.sealer.git;

import java.time.Duration;

/** Told of each exchange with a Git server, for metrics. Called on the exchange's thread. */
@FunctionalInterface
public interface GitObserver {

  /** What was asked of the server. */
  enum Request {
    /** The list of refs. */
    LS_REFS,
    /** Objects. */
    FETCH
  }

  /**
   * An exchange ended.
   *
   * @param succeeded whether the server answered as wanted
   */
  void exchanged(RepositoryUrl url, Request request, Duration took, boolean succeeded);

  /** Counts nothing. */
  static GitObserver none() {
    return (url, request, took, succeeded) -> {};
  }
}
