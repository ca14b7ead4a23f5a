package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds and deletes the Secrets that an ExternalSecret had before its target.name changed. */
final class FormerTargets {

  private final World world;
  private final Function<ObjectKey, TargetSecrets> secrets;
  private final Predicate<ExternalSecretObject> isCurrent;

  /**
   * Deletes with the {@code secrets} of an ExternalSecret.
   *
   * @param isCurrent asks the API server whether an ExternalSecret is still as it is here
   */
  FormerTargets(
      World world,
      Function<ObjectKey, TargetSecrets> secrets,
      Predicate<ExternalSecretObject> isCurrent) {
    this.world = world;
    this.secrets = secrets;
    this.isCurrent = isCurrent;
  }

  /**
   * Secrets that an ExternalSecret still owns after {@code target.name} changed.
   *
   * @param secrets none of them is the target
   */
  record Former(ExternalSecretObject object, String target, List<ObjectMetadata> secrets) {
    /** Returns the name for the status. */
    String name() {
      String named = object.last().binding();
      boolean isOther = !named.isEmpty() && !named.equals(target);
      return isOther || secrets.isEmpty() ? named : secrets.getFirst().key().name();
    }

    /** Returns the name that the status has and none of the secrets. */
    private Optional<String> unseen() {
      return Optional.of(object.last().binding())
          .filter(named -> !named.isEmpty() && !named.equals(target))
          .filter(named -> secrets.stream().noneMatch(one -> one.key().name().equals(named)));
    }
  }

  /** Returns what a change of name left behind; the status names it until it is deleted. */
  Optional<Former> find(ExternalSecretObject object, SyncSpec spec) {
    String former = object.last().binding();
    String target = spec.target().name();
    boolean isNamed = !former.isEmpty() && !former.equals(target);
    if (spec.target().creation() != CreationPolicy.OWNER) {
      return Optional.empty();
    }
    // A status that could not be written does not name what was made before a change, and none
    // names what a leader made that had been frozen since then.
    List<ObjectMetadata> left =
        world.createdBy(object.source()).stream()
            .filter(secret -> !secret.key().name().equals(target))
            .filter(secret -> isNamed || isOwned(secret, object.source().uid()))
            .toList();
    return isNamed || !left.isEmpty()
        ? Optional.of(new Former(object, target, left))
        : Optional.empty();
  }

  private static boolean isOwned(ObjectMetadata secret, String uid) {
    return secret.owners().stream().anyMatch(o -> o.controller() && o.uid().equals(uid));
  }

  /**
   * Deletes the former Secrets. To a leader that was frozen, the Secret of the present target may
   * look like a former one.
   *
   * @return what keeps one from being deleted
   */
  Optional<String> delete(Former former) {
    if (!isCurrent.test(former.object())) {
      return Optional.of("the ExternalSecret changed meanwhile, or cannot be read");
    }
    TargetSecrets mine = secrets.apply(former.object().key());
    Optional<String> problem = Optional.empty();
    for (ObjectMetadata secret : former.secrets()) {
      WritePlan.Delete plan = new WritePlan.Delete(secret.uid(), secret.resourceVersion());
      problem = problem.or(() -> mine.delete(secret.key().name(), plan).problem());
    }
    return problem.or(() -> former.unseen().flatMap(name -> deleteUnseen(former, name, mine)));
  }

  /** Deletes a Secret that the status names and that the watch does not show, or not yet. */
  private Optional<String> deleteUnseen(Former former, String name, TargetSecrets mine) {
    Source source = former.object().source();
    String creator = PeerHash.ofOwner(source.namespace(), source.name());
    return switch (mine.read(name)) {
      case TargetSecrets.Read.Failed(String cause) -> Optional.of(cause);
      case TargetSecrets.Read.Live live -> {
        try (live) {
          yield live.secret()
              .filter(secret -> creator.equals(secret.labels().get(Owned.CREATED_BY_LABEL)))
              .map(secret -> new WritePlan.Delete(secret.uid(), secret.resourceVersion()))
              .flatMap(plan -> mine.delete(name, plan).problem());
        }
      }
    };
  }
}
