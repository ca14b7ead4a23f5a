package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.git.CommitInfo;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.observe.SyncObserver;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.status.Histories;
import dev.sealer.sync.status.OperationStates;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Tells users and metrics what happens. */
final class PassReport {

  private final StatusWriter writer;
  private final SyncObserver observer;

  PassReport(StatusWriter writer, SyncObserver observer) {
    this.writer = writer;
    this.observer = observer;
  }

  void begun(ApplicationView view, OperationState state) {
    writer.event(
        view,
        EventRecorder.Type.NORMAL,
        "OperationStarted",
        (Operations.isAutomated(state) ? "Initiated automated sync to " : "Initiated sync to ")
            + OperationStates.revision(state).orElse(""));
  }

  void ended(ApplicationView view, OperationState end) {
    boolean succeeded = end.phase().equals(OperationStates.SUCCEEDED);
    writer.event(
        view,
        succeeded ? EventRecorder.Type.NORMAL : EventRecorder.Type.WARNING,
        "OperationCompleted",
        (succeeded ? "Sync operation succeeded: " : "Sync operation failed: ")
            + Objects.requireNonNullElse(end.message(), ""));
    observer.synced(info(view), end.phase());
  }

  /**
   * Names who changed what in the cluster, before anything is undone. Differences that a new commit
   * makes are no drift.
   */
  void drift(ApplicationView view, Refreshed refreshed) {
    boolean synced =
        Operations.last(view.operationState(), refreshed)
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
    writer.event(view, EventRecorder.Type.WARNING, "DriftDetected", message);
  }

  /** The history with the sync that has just succeeded. */
  List<ApplicationStatus.History> history(
      ApplicationView view, Refreshed refreshed, OperationState end) {
    CommitInfo commit = refreshed.fetched().commit();
    return Histories.append(
        view.history(),
        new Histories.Entry(
            refreshed.sha(),
            refreshed.wanted().source(),
            Objects.requireNonNull(end.finishedAt()),
            end.startedAt(),
            end.operation().initiatedBy(),
            new ApplicationStatus.Commit(
                commit.author(), commit.authoredAt().toString(), commit.subject())),
        view.spec().revisionHistoryLimit());
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
    OperationState state = view.operationState();
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
        state != null && OperationStates.isActive(state) ? "sync" : "");
  }
}
