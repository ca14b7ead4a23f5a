package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.StatusPlanner;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what each Secret was last made from, so that no SealedSecret is unsealed twice. The
 * status holds the same facts and so survives the process; where the cluster's CRD does not have
 * that field, only this memory is left.
 *
 * <p>Holds one entry per SealedSecret. Safe for use by several threads.
 */
public final class UnsealMemory {

  private final Map<ObjectKey, Unsealed> known = new ConcurrentHashMap<>();

  /** Creates an empty memory. */
  public UnsealMemory() {}

  /**
   * Returns whether the Secret was made from {@code input} and not changed since, the keys that
   * unsealed it are still loaded, and the status says so.
   *
   * @param input the fingerprint of what the Secret would be made from now
   * @param live read only if everything else holds, because it can cost a call
   */
  boolean isUpToDate(
      SealedObject object, String input, KeySet keys, Supplier<Optional<ObjectMetadata>> live) {
    Unsealed last = last(object).orElse(null);
    return last != null
        && input.equals(last.input())
        && keys.holdsAll(last.keys())
        && live.get()
            .filter(secret -> secret.uid().equals(last.secretUid()))
            .filter(secret -> secret.resourceVersion().equals(last.secretResourceVersion()))
            .isPresent();
  }

  /** Returns what the object's Secret was last made from. */
  Optional<Unsealed> last(SealedObject object) {
    Unsealed remembered = known.get(object.key());
    if (remembered != null) {
      return Optional.of(remembered);
    }
    return object.status() != null
            && object.observed()
            && StatusPlanner.says(object, StatusPlanner.SYNCED, "True", "Unsealed")
        ? Optional.ofNullable(object.status().unsealed())
        : Optional.empty();
  }

  /** Returns the SealedSecrets that at least one of {@code keys} unsealed, in order. */
  public List<ObjectKey> unsealedBy(Collection<String> keys) {
    return known.entrySet().stream()
        .filter(entry -> !Collections.disjoint(entry.getValue().keys(), keys))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  void remember(ObjectKey key, Unsealed unsealed) {
    known.put(key, unsealed);
  }

  void forget(ObjectKey key) {
    known.remove(key);
  }

  /**
   * Forgets a SealedSecret whose status denies that this process made its Secret, which a former
   * leader may have written late. Returns whether that is so; the SealedSecret is then unsealed
   * again.
   */
  public boolean forgetIfDenied(SealedObject object) {
    return !(object.observed() && StatusPlanner.synced(object))
        && known.remove(object.key()) != null;
  }
}
