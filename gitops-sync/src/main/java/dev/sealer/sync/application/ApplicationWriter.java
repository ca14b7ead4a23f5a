package dev.sealer.sync.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.status.MergePatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what changed of an Application's status, through the object itself. Each write tests the
 * resourceVersion of what it was decided on, so that a former leader, which has only just woken up,
 * overwrites nothing that the present one wrote.
 */
public final class ApplicationWriter {

  private static final int MOST_TRIES = 4;

  private final ClusterObjects objects;
  private final OwnStatuses own;

  public ApplicationWriter(ClusterObjects objects, OwnStatuses own) {
    this.objects = objects;
    this.own = own;
  }

  /**
   * Writes a status.
   *
   * @param takesRequest whether the requested operation is taken off, because it begins with this
   * @param hookKinds kinds of hooks to note, each as {@code apiVersion/kind}
   * @return the object as it is now; the same when there was nothing to write; empty when it was
   *     deleted or someone else was faster, and the work must start again
   */
  public Optional<ApplicationView> write(
      ApplicationView view, ApplicationStatus status, boolean takesRequest, Set<String> hookKinds) {
    ObjectNode wanted = Json.tree(status);
    ObjectNode before =
        view.tree().path("status") instanceof ObjectNode present ? present : Json.object();
    ObjectNode patch = Json.object();
    MergePatch.between(before, wanted).ifPresent(inner -> patch.set("status", inner));
    if (takesRequest) {
      patch.putNull("operation");
    }
    Set<String> kinds = view.hookKinds();
    if (kinds.addAll(hookKinds)) {
      patch.withObject("/metadata/annotations").put(SyncNames.HOOK_KINDS, String.join(",", kinds));
    }
    if (patch.isEmpty()) {
      return Optional.of(view);
    }
    return sendAgain(view, patch);
  }

  /**
   * Takes the request for a refresh off that was answered. One that came since then stays.
   *
   * @param answered the request when the work began
   */
  public Optional<ApplicationView> answerRefresh(ApplicationView view, Optional<String> answered) {
    if (answered.isEmpty() || !view.refresh().equals(answered)) {
      return Optional.of(view);
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("annotations").putNull(ApplicationView.REFRESH);
    return send(view, patch);
  }

  /**
   * Replaces the finalizers.
   *
   * @return the object as it is now; the same when there was nothing to write; empty when it was
   *     deleted or someone else was faster
   */
  public Optional<ApplicationView> finalizers(ApplicationView view, List<String> wanted) {
    if (view.finalizers().equals(wanted)) {
      return Optional.of(view);
    }
    ObjectNode patch = Json.object();
    ArrayNode all = patch.putObject("metadata").putArray("finalizers");
    wanted.forEach(all::add);
    return send(view, patch);
  }

  /**
   * Returns whether the Application is still as it was read. The leader writes to it before it
   * writes anything else, so a former leader finds out here that it must not go on.
   */
  public boolean isCurrent(ApplicationView view) {
    return switch (objects.readMetadata(view.target())) {
      case ObjectReadResult.Found found -> found.resourceVersion().equals(view.resourceVersion());
      case ObjectReadResult.Missing _ -> false;
      case WriteResult.Refused refused -> throw new ClusterAwayException(refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Returns whether the Application exists. */
  public boolean exists(ObjectKey application) {
    return switch (objects.readMetadata(new ObjectRef(ApplicationView.TYPE, application))) {
      case ObjectReadResult.Found _ -> true;
      case ObjectReadResult.Missing _ -> false;
      case WriteResult.Refused refused -> throw new ClusterAwayException(refused.message());
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
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
    return objects.read(view.target()) instanceof ObjectReadResult.Found found
        ? Optional.of(new ApplicationView((ObjectNode) found.object()))
        : Optional.empty();
  }

  private Optional<ApplicationView> send(ApplicationView view, ObjectNode patch) {
    patch.withObject("/metadata").put("resourceVersion", view.resourceVersion());
    return switch (objects.mergePatch(view.target(), patch, SyncNames.STATUS_MANAGER)) {
      case WriteResult.Applied(JsonNode object, WriteResult.Change change) -> {
        own.wrote(view.key(), object.path("status"));
        yield Optional.of(new ApplicationView((ObjectNode) object));
      }
      case WriteResult.Stale stale -> Optional.empty();
      case WriteResult.Refused refused when refused.notFound() -> Optional.empty();
      case WriteResult.Refused refused ->
          throw new ClusterAwayException("the status cannot be written: " + refused.message());
      case WriteResult.Conflict conflict -> Optional.empty();
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }
}
