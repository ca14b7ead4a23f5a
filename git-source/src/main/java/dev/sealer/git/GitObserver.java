package dev.sealer.git;

import java.time.Duration;

/** Counts exchanges with Git servers, for metrics. Called on the thread of the exchange. */
@FunctionalInterface
public interface GitObserver {

  /** The kind of request to the server. */
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
