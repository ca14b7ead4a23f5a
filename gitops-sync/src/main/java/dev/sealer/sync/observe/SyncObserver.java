package dev.sealer.sync.observe;

import java.time.Duration;

/** Told how Applications do, for metrics. */
public interface SyncObserver {

  /**
   * How an Application is.
   *
   * @param operation the phase of the sync that runs; empty when none does
   */
  record AppInfo(
      String namespace,
      String name,
      String project,
      String repo,
      String destServer,
      String destNamespace,
      String syncStatus,
      String healthStatus,
      String operation) {}

  /** It is so now. */
  void seen(AppInfo info);

  /** It is gone. */
  void gone(String namespace, String name);

  /** A sync ended. */
  void synced(AppInfo info, String phase);

  /** A comparison ended. */
  void reconciled(AppInfo info, Duration took);
}
