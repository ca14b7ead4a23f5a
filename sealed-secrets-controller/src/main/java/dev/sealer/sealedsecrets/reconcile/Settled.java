package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.StatusPlanner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what each Secret was last made of, so that nothing is opened twice. The memory is also
 * in the status and so outlives the process; where the cluster's definition of the kind does not
 * know that field, the process's own memory has to do.
 */
final class Settled {

  private final Map<ObjectKey, Unsealed> known = new ConcurrentHashMap<>();

  /**
   * Whether {@code live}, last made of {@code input}, is untouched since, the keys that opened it
   * are still here, and the status says so.
   *
   * @param live asked only when the rest holds: it may cost a call
   */
  boolean holds(
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

  /** What the object's Secret was last made of. */
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

  boolean remembers(ObjectKey key) {
    return known.containsKey(key);
  }

  void remember(ObjectKey key, Unsealed unsealed) {
    known.put(key, unsealed);
  }

  void forget(ObjectKey key) {
    known.remove(key);
  }
}
