package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.OwnStatuses;
import dev.sealer.sync.plan.ApplicationNamespaces;
import java.time.Duration;
import java.util.List;

/**
 * Watches the Applications that are synced, and enqueues those that a user has changed.
 * Applications of other namespaces, which a watch of all namespaces sees too, do not exist here.
 */
final class ApplicationWatch implements AutoCloseable {

  /** A write of our own may be seen before it is answered, which costs one look at most. */
  private static final Duration STATUS_OF_ANOTHER = Duration.ofSeconds(30);

  private final ApplicationNamespaces namespaces;
  private final ObjectWatch<Trigger> watch;

  /** Prepares a watch that enqueues in {@code queue}. */
  ApplicationWatch(
      ApiClient calls, ApplicationNamespaces namespaces, ReconcileQueue queue, OwnStatuses own) {
    this.namespaces = namespaces;
    this.watch =
        ResourceWatch.of(
            calls,
            ApplicationView.TYPE,
            WatchScope.in(namespaces.watched()),
            Trigger::of,
            List.of(new Handler(namespaces, queue, own)));
  }

  void start(Platform platform) {
    watch.start(platform);
  }

  /** Returns whether all Applications are known. */
  boolean synced() {
    return watch.synced();
  }

  /** Returns all Applications, as last seen. */
  List<Trigger> list() {
    return watch.list().stream().filter(one -> includes(one.key())).toList();
  }

  /** Returns whether an Application is synced here, if it exists. */
  boolean includes(ObjectKey application) {
    return namespaces.includes(application.namespace());
  }

  /** Returns whether there may be an Application: before the first list, there may be any. */
  boolean mayExist(ObjectKey application) {
    return includes(application) && (!watch.synced() || watch.get(application).isPresent());
  }

  @Override
  public void close() {
    watch.close();
  }

  /**
   * The parts of an Application whose changes cause work: not its generation, which each write of
   * its status raises. A status causes work only if another wrote it.
   *
   * @param status a hash of the status
   */
  record Trigger(
      ObjectKey key,
      JsonNode spec,
      JsonNode operation,
      JsonNode annotations,
      boolean terminating,
      boolean deleting,
      JsonNode finalizers,
      int status) {

    /** Returns whether a user has changed nothing. */
    boolean asksTheSame(Trigger other) {
      return other.withStatus(status).equals(this);
    }

    private Trigger withStatus(int other) {
      return new Trigger(
          key, spec, operation, annotations, terminating, deleting, finalizers, other);
    }

    /** Returns the name of its project. */
    String project() {
      String name = spec.path("project").asText();
      return name.isEmpty() ? "default" : name;
    }

    static Trigger of(ObjectNode application) {
      JsonNode metadata = application.path("metadata");
      return new Trigger(
          new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
          application.path("spec"),
          application.path("operation"),
          metadata.path("annotations"),
          application
              .path("status")
              .path("operationState")
              .path("phase")
              .asText()
              .equals("Terminating"),
          metadata.hasNonNull("deletionTimestamp"),
          metadata.path("finalizers"),
          application.path("status").hashCode());
    }
  }

  private record Handler(ApplicationNamespaces namespaces, ReconcileQueue queue, OwnStatuses own)
      implements WatchHandler<Trigger> {
    @Override
    public void added(Trigger object) {
      if (includes(object)) {
        queue.enqueue(object.key());
      }
    }

    @Override
    public void changed(Trigger old, Trigger object) {
      if (!includes(object)) {
        return;
      }
      if (!old.asksTheSame(object)) {
        queue.enqueue(object.key());
      } else if (!own.areLast(object.key(), object.status())) {
        queue.enqueueWithin(object.key(), STATUS_OF_ANOTHER);
      }
    }

    @Override
    public void removed(Trigger last) {
      if (includes(last)) {
        own.forget(last.key());
        queue.enqueue(last.key());
      }
    }

    private boolean includes(Trigger application) {
      return namespaces.includes(application.key().namespace());
    }
  }
}
