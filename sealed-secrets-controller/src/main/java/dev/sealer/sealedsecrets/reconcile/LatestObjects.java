package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects that a reconcile decides on: from the watch caches, or from the API server
 * while the caches may be older than our own writes.
 */
public final class LatestObjects {

  private static final ResourceType TYPE = ResourceType.of(SealedSecret.class);

  private final ObjectWatch<SealedSecret> objects;
  private final @Nullable ObjectWatch<ObjectMetadata> secrets;
  private final OwnWrites writes;
  private final ClusterObjects cluster;

  /**
   * Reads from these watches.
   *
   * @param secrets null if Secrets are not watched; then they are read from the API server
   * @param writes guards the loop that the reconciler runs in
   */
  public LatestObjects(
      ObjectWatch<SealedSecret> objects,
      @Nullable ObjectWatch<ObjectMetadata> secrets,
      ClusterObjects cluster,
      OwnWrites writes) {
    this.objects = objects;
    this.secrets = secrets;
    this.writes = writes;
    this.cluster = writes.recording(cluster, ObjectRef::key);
    writes.watching(TYPE, objects::seenVersion);
    if (secrets != null) {
      writes.watching(ResourceType.SECRET, secrets::seenVersion);
    }
  }

  /** The result of looking for a SealedSecret. */
  sealed interface Look {
    /** The SealedSecret exists. */
    record Present(SealedSecret object) implements Look {}

    /** It does not exist, or the watch does not select it. */
    record Gone() implements Look {}

    /** The API server did not return it; the cause is safe to log. */
    record Failed(String cause) implements Look {}
  }

  /** The result of asking the API server whether a SealedSecret is still the same. */
  sealed interface Source {
    /** It is the same. */
    record Current() implements Source {}

    record Changed() implements Source {}

    /** It was deleted. */
    record Deleted() implements Source {}

    /** The API server did not return it. */
    record Failed(Failure failure) implements Source {}
  }

  /** Returns reads and writes that the guard of the loop records. */
  ClusterObjects cluster() {
    return cluster;
  }

  /** Returns whether all SealedSecrets and Secrets were read once. */
  public boolean synced() {
    return objects.synced() && (secrets == null || secrets.synced());
  }

  /** Returns the keys of all SealedSecrets that the watch shows. */
  public List<ObjectKey> keys() {
    return objects.list().stream().map(ObjectKey::of).toList();
  }

  /** Returns what guards the loop. */
  public OwnWrites writes() {
    return writes;
  }

  /** Looks for a SealedSecret. One that the watch does not select is never read. */
  Look object(ObjectKey key) {
    Optional<SealedSecret> seen = objects.get(key);
    if (seen.isEmpty()) {
      return new Look.Gone();
    }
    if (!writes.mustRead(key)) {
      return new Look.Present(seen.get());
    }
    return switch (cluster.read(new ObjectRef(TYPE, key))) {
      case ObjectReadResult.Found found ->
          new Look.Present(Json.typed(found.object(), SealedSecret.class));
      case ObjectReadResult.Missing _ -> new Look.Gone();
      case WriteResult.Refused refused -> new Look.Failed(refused.message());
      case WriteResult.Unreachable unreachable -> new Look.Failed(unreachable.message());
    };
  }

  /**
   * Asks the API server whether {@code object} is still the SealedSecret. Otherwise a process that
   * was paused, or whose watch lags, would write an older value.
   */
  Source source(SealedObject object) {
    return switch (cluster.readMetadata(new ObjectRef(TYPE, object.key()))) {
      case ObjectReadResult.Found found ->
          found.resourceVersion().equals(object.resourceVersion())
              ? new Source.Current()
              : new Source.Changed();
      case ObjectReadResult.Missing _ -> new Source.Deleted();
      case WriteResult.Refused refused ->
          new Source.Failed(new Failure(Failure.Reason.REFUSED, refused.message()));
      case WriteResult.Unreachable unreachable ->
          new Source.Failed(new Failure(Failure.Reason.UNAVAILABLE, unreachable.message()));
    };
  }

  /** Returns the metadata of a Secret; empty if there is none or it cannot be read. */
  Optional<ObjectMetadata> secret(ObjectKey key) {
    if (secrets != null && !writes.mustRead(key)) {
      return secrets.get(key);
    }
    return cluster.read(ObjectRef.secret(key)) instanceof ObjectReadResult.Found found
        ? Optional.of(MetadataWatch.metadata(found.object()))
        : Optional.empty();
  }

  /** Returns whether an up-to-date watch shows no such Secret. Makes no call. */
  boolean seemsMissing(ObjectKey key) {
    return secrets != null && !writes.mustRead(key) && secrets.get(key).isEmpty();
  }
}
