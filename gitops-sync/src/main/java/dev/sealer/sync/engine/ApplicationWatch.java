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
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.plan.commit.PublishedState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches the Applications that are synced, and enqueues those of the own shards that a user has
 * changed. Applications of other namespaces, which a watch of all namespaces sees too, do not exist
 * here.
 */
final class ApplicationWatch implements AutoCloseable {

  /** A write of our own may be seen before it is answered, which costs one look at most. */
  private static final Duration STATUS_OF_ANOTHER = Duration.ofSeconds(30);

  private final Scope scope;
  private final ObjectWatch<Trigger> watch;

  /**
   * Prepares a watch that enqueues in {@code queue}.
   *
   * @param others receives the Applications of other shards
   */
  ApplicationWatch(
      ApiClient calls,
      Scope scope,
      ReconcileQueue queue,
      OwnStatuses own,
      WatchHandler<Trigger> others) {
    this.scope = scope;
    this.watch =
        ResourceWatch.of(
            calls,
            ApplicationView.TYPE,
            WatchScope.in(scope.namespaces().watched()),
            application -> Trigger.of(application, scope),
            List.of(
                new Selected(scope::isMine, new Handler(queue, own)),
                new Selected(scope::isOfAnotherShard, others)));
  }

  /** The Applications that are synced, by this process or by another one. */
  record Scope(ApplicationNamespaces namespaces, Shards shards) {

    /** Returns whether an Application is synced, if it exists. */
    boolean includes(ObjectKey application) {
      return namespaces.includes(application.namespace());
    }

    /** Returns whether an Application is synced by this process. */
    boolean isMine(ObjectKey application) {
      return includes(application) && shards.contains(application);
    }

    /** Returns whether an Application is synced by another process. */
    boolean isOfAnotherShard(ObjectKey application) {
      return includes(application) && !shards.contains(application);
    }
  }

  void start(Platform platform) {
    watch.start(platform);
  }

  /** Returns whether all Applications are known. */
  boolean synced() {
    return watch.synced();
  }

  /** Returns the Applications of all shards, as last seen. */
  List<Trigger> list() {
    return watch.list().stream().filter(one -> scope.includes(one.key())).toList();
  }

  /** Returns the Applications of the own shards, as last seen. */
  List<Trigger> mine() {
    return watch.list().stream().filter(one -> isMine(one.key())).toList();
  }

  /** Returns whether an Application is synced by this process. */
  boolean isMine(ObjectKey application) {
    return scope.isMine(application);
  }

  /** Returns an Application of any shard, as last seen. */
  Optional<Trigger> find(ObjectKey application) {
    return watch.get(application).filter(one -> scope.includes(one.key()));
  }

  /** Returns whether there may be an Application: before the first list, there may be any. */
  boolean mayExist(ObjectKey application) {
    return scope.includes(application) && (!watch.synced() || watch.get(application).isPresent());
  }

  @Override
  public void close() {
    watch.close();
  }

  /**
   * The parts of an Application whose changes cause work: not its generation, which each write of
   * its status raises. A status causes work only if another wrote it.
   */
  record Trigger(
      ObjectKey key,
      JsonNode spec,
      JsonNode operation,
      JsonNode annotations,
      boolean deleting,
      JsonNode finalizers,
      StatusFacts status) {

    /** Returns whether a user has changed nothing. */
    boolean asksTheSame(Trigger other) {
      return status.terminating() == other.status.terminating()
          && other.withStatus(status).equals(this);
    }

    private Trigger withStatus(StatusFacts other) {
      return new Trigger(key, spec, operation, annotations, deleting, finalizers, other);
    }

    /** Returns the name of its project. */
    String project() {
      String name = spec.path("project").asText();
      return name.isEmpty() ? "default" : name;
    }

    static Trigger of(ObjectNode application, Scope scope) {
      JsonNode metadata = application.path("metadata");
      ObjectKey key =
          new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText());
      JsonNode status = application.path("status");
      return new Trigger(
          key,
          application.path("spec"),
          application.path("operation"),
          metadata.path("annotations"),
          metadata.hasNonNull("deletionTimestamp"),
          metadata.path("finalizers"),
          new StatusFacts(
              status.hashCode(),
              status.at("/operationState/phase").asText().equals("Terminating"),
              scope.isOfAnotherShard(key) ? PublishedState.of(status) : Optional.empty()));
    }
  }

  /**
   * The parts of a status that are kept.
   *
   * @param hash of all of it
   * @param terminating whether somebody has asked to end the sync that runs
   * @param published of an Application of another shard, once it was compared
   */
  record StatusFacts(int hash, boolean terminating, Optional<PublishedState> published) {}

  /** Passes on what happens to some Applications. */
  private record Selected(Predicate<ObjectKey> of, WatchHandler<Trigger> handler)
      implements WatchHandler<Trigger> {
    @Override
    public void added(Trigger object) {
      if (of.test(object.key())) {
        handler.added(object);
      }
    }

    @Override
    public void changed(Trigger old, Trigger object) {
      if (of.test(object.key())) {
        handler.changed(old, object);
      }
    }

    @Override
    public void removed(Trigger last) {
      if (of.test(last.key())) {
        handler.removed(last);
      }
    }
  }

  private record Handler(ReconcileQueue queue, OwnStatuses own) implements WatchHandler<Trigger> {
    @Override
    public void added(Trigger object) {
      queue.enqueue(object.key());
    }

    @Override
    public void changed(Trigger old, Trigger object) {
      if (!old.asksTheSame(object)) {
        queue.enqueue(object.key());
      } else if (!own.areLast(object.key(), object.status().hash())) {
        queue.enqueueWithin(object.key(), STATUS_OF_ANOTHER);
      }
    }

    @Override
    public void removed(Trigger last) {
      own.forget(last.key());
      queue.enqueue(last.key());
    }
  }
}
