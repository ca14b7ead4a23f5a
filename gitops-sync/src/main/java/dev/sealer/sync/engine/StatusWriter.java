package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ReadResult;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.status.MergePatch;
import dev.sealer.sync.status.StatusBuilder;
import dev.sealer.sync.status.StatusInput;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changed of an Application's status, through the object itself. Each write tests the
 * resourceVersion of what it was decided on, so that a former leader, which has only just woken up,
 * overwrites nothing that the present one wrote.
 */
final class StatusWriter {

  private static final int MOST_TRIES = 4;

  private final ClusterObjects objects;
  private final EventRecorder events;
  private final InstantSource clock;

  StatusWriter(ClusterObjects objects, EventRecorder events, InstantSource clock) {
    this.objects = objects;
    this.events = events;
    this.clock = clock;
  }

  /** What else is taken off the object with the status. */
  enum Also {
    /** Nothing. */
    NOTHING,
    /** The operation, which has begun; only if nobody has written another one meanwhile. */
    OPERATION
  }

  /**
   * Writes.
   *
   * @return the object as it is now; the same when there was nothing to write; empty when it is
   *     gone or someone else was faster, and the work must begin anew
   */
  Optional<ApplicationView> write(ApplicationView view, StatusInput input, Also also) {
    return write(view, input, also, Set.of());
  }

  /**
   * As above, and notes kinds of hooks.
   *
   * @param hookKinds each as {@code apiVersion/kind}
   */
  Optional<ApplicationView> write(
      ApplicationView view, StatusInput input, Also also, Set<String> hookKinds) {
    ApplicationStatus status = StatusBuilder.build(view.status(), input, clock.instant());
    ObjectNode wanted = Json.tree(status);
    ObjectNode before =
        view.tree().path("status") instanceof ObjectNode present ? present : Json.object();
    ObjectNode patch = Json.object();
    MergePatch.between(before, wanted).ifPresent(inner -> patch.set("status", inner));
    if (also == Also.OPERATION) {
      patch.putNull("operation");
    }
    Set<String> kinds = view.hookKinds();
    if (kinds.addAll(hookKinds)) {
      patch.withObject("/metadata/annotations").put(SyncNames.HOOK_KINDS, String.join(",", kinds));
    }
    if (patch.isEmpty()) {
      return Optional.of(view);
    }
    return sendAgain(view, patch)
        .map(now -> {
          tellChanges(view, now);
          return now;
        });
  }

  /** Takes the request for a refresh off: it was answered. */
  Optional<ApplicationView> refreshed(ApplicationView view) {
    if (view.refresh().isEmpty()) {
      return Optional.of(view);
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("annotations").putNull(ApplicationView.REFRESH);
    return send(view, patch);
  }

  /**
   * Returns whether the Application is still as it was read. Whoever leads writes to it before it
   * writes anything else, so a former leader finds out here that it must not go on.
   */
  boolean isCurrent(ApplicationView view) {
    return switch (objects.readMetadata(view.target())) {
      case ReadResult.Found found -> found.resourceVersion().equals(view.resourceVersion());
      case ReadResult.Missing _ -> false;
      case WriteResult.Refused refused -> throw new ClusterAwayException(refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Tells the user. */
  void event(ApplicationView view, EventRecorder.Type type, String reason, String message) {
    events.record(view.subject(), type, reason, message);
  }

  /** A change of anything but the status, such as an annotation, does not void what was decided. */
  private Optional<ApplicationView> sendAgain(ApplicationView view, ObjectNode patch) {
    ApplicationView now = view;
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<ApplicationView> written = send(now, patch);
      if (written.isPresent()) {
        return written;
      }
      Optional<ApplicationView> found = read(now).filter(view::hasSameProgress);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      now = found.get();
    }
    return Optional.empty();
  }

  private Optional<ApplicationView> read(ApplicationView view) {
    return objects.read(view.target()) instanceof ReadResult.Found found
        ? Optional.of(new ApplicationView((ObjectNode) found.object()))
        : Optional.empty();
  }

  private Optional<ApplicationView> send(ApplicationView view, ObjectNode patch) {
    patch.withObject("/metadata").put("resourceVersion", view.resourceVersion());
    return switch (objects.mergePatch(view.target(), patch, SyncNames.STATUS_MANAGER)) {
      case WriteResult.Applied(JsonNode object, WriteResult.Change change) ->
          Optional.of(new ApplicationView((ObjectNode) object));
      case WriteResult.Stale stale -> Optional.empty();
      case WriteResult.Refused refused when refused.notFound() -> Optional.empty();
      case WriteResult.Refused refused ->
          throw new ClusterAwayException("the status cannot be written: " + refused.message());
      case WriteResult.Conflict conflict -> Optional.empty();
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  private void tellChanges(ApplicationView before, ApplicationView now) {
    tell(now, "sync status", syncWord(before.status()), syncWord(now.status()));
    tell(now, "health status", healthWord(before.status()), healthWord(now.status()));
  }

  private void tell(ApplicationView view, String what, String before, String now) {
    if (!before.equals(now)) {
      String from = before.isEmpty() ? "" : before + " -> ";
      event(
          view,
          EventRecorder.Type.NORMAL,
          "ResourceUpdated",
          "Updated " + what + ": " + from + now);
    }
  }

  private static String syncWord(@Nullable ApplicationStatus status) {
    return status == null || status.sync() == null ? "" : status.sync().status();
  }

  private static String healthWord(@Nullable ApplicationStatus status) {
    return status == null || status.health() == null
        ? ""
        : Objects.requireNonNullElse(status.health().status(), "");
  }
}
