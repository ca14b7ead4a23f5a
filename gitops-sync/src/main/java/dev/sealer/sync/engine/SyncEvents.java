package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.OperationMachine;
import dev.sealer.sync.plan.operation.SyncOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Tells users and metrics what happens. */
final class SyncEvents {

  private final EventRecorder events;
  private final SyncObserver observer;

  SyncEvents(EventRecorder events, SyncObserver observer) {
    this.events = events;
    this.observer = observer;
  }

  /** Records an event on the Application. */
  void record(ApplicationView view, EventRecorder.Type type, String reason, String message) {
    events.record(view.subject(), type, reason, message);
  }

  void begun(ApplicationView view, SyncOperation operation) {
    record(
        view,
        EventRecorder.Type.NORMAL,
        "OperationStarted",
        (operation.isAutomated() ? "Initiated automated sync to " : "Initiated sync to ")
            + operation.target().shown());
  }

  void ended(ApplicationView view, SyncOperation end) {
    if (!(end.life() instanceof OperationLife.Ended(var outcome, Instant _))) {
      return;
    }
    boolean succeeded = outcome == OperationLife.Outcome.SUCCEEDED;
    record(
        view,
        succeeded ? EventRecorder.Type.NORMAL : EventRecorder.Type.WARNING,
        "OperationCompleted",
        (succeeded ? "Sync operation succeeded: " : "Sync operation failed: ") + end.message());
    observer.synced(info(view), outcome.word());
  }

  /**
   * Names who changed what in the cluster, before anything is undone. Differences that a new commit
   * makes are no drift.
   */
  void drift(ApplicationView view, Refreshed refreshed) {
    boolean synced =
        view.lastOperation()
            .flatMap(last -> OperationMachine.lastSync(last, refreshed.target()))
            .filter(last -> last.sameTarget() && last.succeeded())
            .isPresent();
    if (!synced) {
      return;
    }
    for (Compared one : refreshed.comparison().outOfSync()) {
      if (one.live().isEmpty() && one.desired().isPresent()) {
        drifted(view, one.id() + " was deleted from the cluster");
      } else if (!one.authors().isEmpty()) {
        drifted(view, one.id() + " was changed in the cluster: " + one.authors());
      }
    }
  }

  private void drifted(ApplicationView view, String message) {
    record(view, EventRecorder.Type.WARNING, "DriftDetected", message);
  }

  /** Reports a new sync or health status. */
  void changed(ApplicationView before, ApplicationView now) {
    changed(now, "sync status", info(before).syncStatus(), info(now).syncStatus());
    changed(now, "health status", info(before).healthStatus(), info(now).healthStatus());
  }

  private void changed(ApplicationView view, String what, String before, String now) {
    if (!before.equals(now)) {
      String from = before.isEmpty() ? "" : before + " -> ";
      record(
          view,
          EventRecorder.Type.NORMAL,
          "ResourceUpdated",
          "Updated " + what + ": " + from + now);
    }
  }

  void seen(ApplicationView view) {
    observer.seen(info(view));
  }

  void reconciled(ApplicationView view, Duration took) {
    observer.reconciled(info(view), took);
  }

  private static SyncObserver.AppInfo info(ApplicationView view) {
    ApplicationStatus status = view.status();
    String sync = status == null || status.sync() == null ? "" : status.sync().status();
    String health =
        status == null || status.health() == null
            ? ""
            : Objects.requireNonNullElse(status.health().status(), "");
    String server = view.destination().server();
    return new SyncObserver.AppInfo(
        view.key().namespace(),
        view.key().name(),
        view.project(),
        view.shownRepository(),
        server == null ? "https://kubernetes.default.svc" : server,
        view.destinationNamespace(),
        sync,
        health,
        view.lastOperation().filter(SyncOperation::isActive).isPresent() ? "sync" : "");
  }
}
