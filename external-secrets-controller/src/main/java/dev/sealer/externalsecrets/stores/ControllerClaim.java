package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides which ExternalSecrets are this controller's, by the classes of their stores and by the
 * External Secrets Operators that run next to it.
 *
 * @param stores the stores
 * @param clusterStores whether ClusterSecretStores are served
 * @param controllerClass whose stores are ours, besides those of no class
 * @param upstream the Deployments of External Secrets Operator, as last seen
 */
public record ControllerClaim(
    StoreDirectory stores,
    boolean clusterStores,
    String controllerClass,
    Supplier<? extends Collection<UpstreamDeployment>> upstream) {

  /** Returns whether a store may be ours; a missing one may. */
  public boolean isOurs(StoreRef ref, String namespace) {
    boolean served = clusterStores || ref.kind() == StoreKind.SECRET_STORE;
    return served
        && stores
            .find(ref, namespace)
            .map(StoreObject::controllerClass)
            .filter(wanted -> !wanted.isEmpty() && !wanted.equals(controllerClass))
            .isEmpty();
  }

  /**
   * Returns an available External Secrets Operator that may write the Secret of these stores too,
   * so that we must not. One of another class leaves alone what names our class.
   *
   * @param refs the stores of an ExternalSecret; none if its values are generated
   */
  public Optional<UpstreamDeployment> rival(Collection<StoreRef> refs, String namespace) {
    return upstream.get().stream()
        .filter(UpstreamDeployment::available)
        .filter(other ->
            other.controllerClass().equals(controllerClass)
                || refs.isEmpty()
                || !refs.stream().allMatch(ref -> namesOurClass(ref, namespace)))
        .min((one, another) -> one.key().compareTo(another.key()));
  }

  private boolean namesOurClass(StoreRef ref, String namespace) {
    return stores
        .find(ref, namespace)
        .map(StoreObject::controllerClass)
        .filter(controllerClass::equals)
        .isPresent();
  }
}
