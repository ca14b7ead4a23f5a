package dev.sealer.sync.observe;

import java.time.Duration;

/** Receives the state of Applications, for metrics. */
public interface SyncObserver {

  /**
   * The state of an Application.
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

  /** Records the state of an Application and replaces its previous one. */
  void seen(AppInfo info);

  /** Forgets an Application that was deleted. */
  void gone(String namespace, String name);

  /** Counts a sync that has ended. */
  void synced(AppInfo info, String phase);

  /** Records how long a comparison took. */
  void reconciled(AppInfo info, Duration took);

  /** Forgets all Applications: another replica leads from now on. */
  void stopped();
}
