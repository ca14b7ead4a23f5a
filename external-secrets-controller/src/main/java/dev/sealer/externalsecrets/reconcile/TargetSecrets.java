package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.plan.DesiredSecret;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the Secrets of one ExternalSecret. */
final class TargetSecrets {

  private final ClusterObjects objects;
  private final String namespace;
  private final String fieldManager;

  TargetSecrets(ClusterObjects objects, ObjectKey externalSecret) {
    this.objects = objects;
    this.namespace = externalSecret.namespace();
    this.fieldManager = Owned.fieldManager(externalSecret.name());
  }

  /** The result of a read. */
  sealed interface Read {
    /** The Secret as it is; empty if it does not exist. */
    record Live(Optional<LiveSecret> secret, Optional<JsonNode> raw)
        implements Read, AutoCloseable {
      /** There is no Secret. */
      static Live none() {
        return new Live(Optional.empty(), Optional.empty());
      }

      @Override
      public void close() {
        secret.ifPresent(LiveSecret::close);
      }

      /** The raw Secret holds values. */
      @Override
      public String toString() {
        return "Live[" + secret.map(LiveSecret::uid).orElse("none") + "]";
      }
    }

    /** The API server did not say. */
    record Failed(String cause) implements Read {}
  }

  /** The result of a write. */
  sealed interface Done {
    /**
     * It is as planned.
     *
     * @param resourceVersion now
     */
    record Written(String resourceVersion, WriteResult.Change change) implements Done {}

    /** The Secret was deleted. */
    record Deleted() implements Done {}

    /** Someone else wrote meanwhile: plan again. */
    record Outdated() implements Done {}

    /** The write failed; the cause is safe to show in a status. */
    record Failed(String cause) implements Done {}

    /** Returns what kept it from being done; empty if it is as planned. */
    default Optional<String> problem() {
      return switch (this) {
        case Written _, Deleted _ -> Optional.empty();
        case Outdated _ -> Optional.of("the Secret changed meanwhile");
        case Failed(String cause) -> Optional.of(cause);
      };
    }
  }

  Read read(String name) {
    return switch (objects.read(target(name))) {
      case ObjectReadResult.Found(JsonNode secret) ->
          new Read.Live(Optional.of(SecretCodec.live(secret, fieldManager)), Optional.of(secret));
      case ObjectReadResult.Missing _ -> new Read.Live(Optional.empty(), Optional.empty());
      case WriteResult.Refused refused -> new Read.Failed(refused.message());
      case WriteResult.Unreachable unreachable -> new Read.Failed(unreachable.message());
    };
  }

  private ObjectRef target(String name) {
    return ObjectRef.secret(new ObjectKey(namespace, name));
  }

  Done write(WritePlan.Write plan, Read.Live live) {
    ObjectRef target = target(plan.desired().name());
    Optional<String> before = live.secret().map(LiveSecret::resourceVersion);
    String version = before.orElse("");
    if (live.raw().filter(raw -> SecretCodec.hasUpdates(raw, fieldManager)).isPresent()) {
      switch (objects.adopt(
          target,
          version,
          ManagedFields.Adoption.all(Set.of(fieldManager)).asApply(),
          fieldManager)) {
        case WriteResult.Applied applied -> version = applied.resourceVersion();
        case WriteResult other -> {
          return failed(other);
        }
      }
    }
    List<List<String>> first = new ArrayList<>(staleOwners(plan, live));
    first.addAll(beforeItIsImmutable(plan, live));
    if (!first.isEmpty()) {
      switch (objects.removeKeys(target, version, first, fieldManager)) {
        case WriteResult.Applied applied -> version = applied.resourceVersion();
        case WriteResult other -> {
          return failed(other);
        }
      }
    }
    ApplyOptions options = ApplyOptions.by(fieldManager).forced();
    WriteResult result =
        objects.apply(
            target,
            SecretCodec.manifest(plan.desired()),
            // A Secret that others made or deleted since the read is theirs to keep so.
            live.secret().isEmpty()
                ? options.onlyNew()
                : options.onlyAt(version).onlyUid(live.secret().get().uid()));
    return result instanceof WriteResult.Applied applied
        ? prune(target, plan, applied)
        : failed(result);
  }

  /** The keys that could not be removed any more once the Secret is immutable. */
  private List<List<String>> beforeItIsImmutable(WritePlan.Write plan, Read.Live live) {
    boolean becomesImmutable =
        plan.desired().immutable() && live.secret().filter(s -> !s.immutable()).isPresent();
    return live.raw()
        .filter(_ -> becomesImmutable)
        .map(raw -> dataPaths(leftovers(plan.prune(), plan.desired(), raw)))
        .orElse(List.of());
  }

  private static List<List<String>> dataPaths(Set<String> keys) {
    return keys.stream().map(key -> List.of("data", key)).toList();
  }

  /** Paths of owner references, the last first: each removal moves those behind it. */
  private static List<List<String>> staleOwners(WritePlan.Write plan, Read.Live live) {
    List<List<String>> paths = new ArrayList<>();
    List<LiveSecret.Owner> owners = live.secret().map(LiveSecret::owners).orElse(List.of());
    for (int i = owners.size() - 1; i >= 0; i--) {
      if (plan.staleOwners().contains(owners.get(i).uid())) {
        paths.add(List.of("metadata", "ownerReferences", String.valueOf(i)));
      }
    }
    return paths;
  }

  /** Removes what the apply left of others, as seen in its very answer. */
  private Done prune(ObjectRef target, WritePlan.Write plan, WriteResult.Applied applied) {
    List<List<String>> foreign =
        dataPaths(leftovers(plan.prune(), plan.desired(), applied.object()));
    WriteResult.Change change = plan.create() ? WriteResult.Change.CREATED : applied.change();
    if (foreign.isEmpty()) {
      return new Done.Written(applied.resourceVersion(), change);
    }
    return switch (objects.removeKeys(target, applied.resourceVersion(), foreign, fieldManager)) {
      case WriteResult.Applied pruned ->
          new Done.Written(pruned.resourceVersion(), WriteResult.Change.UPDATED);
      case WriteResult other -> failed(other);
    };
  }

  private NavigableSet<String> leftovers(
      WritePlan.Prune prune, DesiredSecret desired, JsonNode applied) {
    NavigableSet<String> keys = SecretCodec.keys(applied);
    keys.removeAll(desired.data().keySet());
    return switch (prune) {
      case WritePlan.Prune.Foreign _ -> keys;
      case WritePlan.Prune.Only(Set<String> stale) -> {
        keys.retainAll(stale);
        // What another ExternalSecret writes as well stays; the apply has given up our share.
        keys.removeAll(SecretCodec.keysOfOthers(applied, fieldManager));
        yield keys;
      }
    };
  }

  Done delete(String name, WritePlan.Delete plan) {
    DeleteOptions options =
        DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)
            .onlyUid(plan.uid())
            .onlyAt(plan.resourceVersion());
    return switch (objects.delete(target(name), options)) {
      case DeleteResult.Deleted _, DeleteResult.AlreadyGone _ -> new Done.Deleted();
      case WriteResult.Stale _ -> new Done.Outdated();
      case WriteResult.Refused refused -> new Done.Failed(refused.message());
      case WriteResult.Unreachable unreachable -> new Done.Failed(unreachable.message());
    };
  }

  private static Done failed(WriteResult result) {
    return switch (result) {
      case WriteResult.Stale _ -> new Done.Outdated();
      case WriteResult.Refused refused -> new Done.Failed(refused.message());
      case WriteResult.Unreachable unreachable -> new Done.Failed(unreachable.message());
      case WriteResult.Conflict conflict -> new Done.Failed(conflict.message());
      case WriteResult.Applied _ ->
          throw new IllegalStateException("an applied write did not fail");
    };
  }
}
