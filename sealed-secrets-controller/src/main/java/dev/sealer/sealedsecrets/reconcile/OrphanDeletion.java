package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.watch.ObjectMetadata;
import java.util.Optional;

/**
 * Deletes the Secret of a deleted SealedSecret, if the Secret was made for it. Used where the
 * garbage collector of Kubernetes does not do it ({@code --old-gc-behavior}).
 */
final class OrphanDeletion {

  private static final ResourceType TYPE = ResourceType.of(SealedSecret.class);

  private final ClusterObjects cluster;

  OrphanDeletion(ClusterObjects cluster) {
    this.cluster = cluster;
  }

  Outcome delete(ObjectKey key, Optional<ObjectMetadata> secret) {
    if (secret.filter(s -> madeFor(s, key)).isEmpty()) {
      return Outcome.done();
    }
    // A SealedSecret that only lost the labels we select by looks deleted too.
    return switch (cluster.read(new ObjectRef(TYPE, key))) {
      case ObjectReadResult.Found _ -> Outcome.done();
      case ObjectReadResult.Missing _ -> delete(key, secret.get().uid());
      case WriteResult.Refused refused -> Outcome.retry(refused.message());
      case WriteResult.Unreachable unreachable -> Outcome.retry(unreachable.message());
    };
  }

  private Outcome delete(ObjectKey key, String uid) {
    DeleteResult result =
        cluster.delete(
            ObjectRef.secret(key),
            DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND).onlyUid(uid));
    return switch (result) {
      case DeleteResult.Deleted _ -> Outcome.done();
      case DeleteResult.AlreadyGone _ -> Outcome.done();
      case WriteResult.Stale _ -> Outcome.done();
      case WriteResult.Refused refused -> Outcome.retry(refused.message());
      case WriteResult.Unreachable unreachable -> Outcome.retry(unreachable.message());
    };
  }

  private static boolean madeFor(ObjectMetadata secret, ObjectKey key) {
    return secret.owners().stream()
        .anyMatch(owner ->
            owner.controller()
                && owner.kind().equals(TYPE.kind())
                && owner.name().equals(key.name()));
  }
}
