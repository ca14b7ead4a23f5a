package dev.sealer.externalsecrets.store;

import java.util.Set;

/**
 * The constant properties of a kind of store. They are known before any call, because refresh times
 * depend on them and must be the same after a restart.
 *
 * @param batchLimit values that one call can carry; 1 if the provider cannot batch
 * @param properties the meaning of {@code property} in its values
 * @param capabilities External Secrets Operator's word for what the store can do, such as {@code
 *     ReadOnly}
 * @param features that it has; what it does not have it refuses
 */
public record StoreTraits(
    int batchLimit, PropertyDialect properties, String capabilities, Set<StoreFeature> features) {

  /** Capabilities of a store that is only read. */
  public static final String READ_ONLY = "ReadOnly";

  /** Copies the features. */
  public StoreTraits {
    features = Set.copyOf(features);
  }
}
