package dev.sealer.externalsecrets.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.time.Duration;

/**
 * One provider block of a store object, with what around it matters to the provider.
 *
 * @param store the store object
 * @param namespace the store's namespace; empty for a ClusterSecretStore
 * @param block the content of {@code spec.provider.<name>}
 * @param retry {@code spec.retrySettings}
 */
public record StoreBlock(StoreRef store, String namespace, JsonNode block, Retry retry) {

  /**
   * The settings for retrying one call to the provider.
   *
   * @param maxRetries retries after the first try; negative for the provider's own default
   * @param interval between two tries; zero for the provider's own default
   */
  public record Retry(int maxRetries, Duration interval) {
    /** The provider's own defaults. */
    public static final Retry DEFAULT = new Retry(-1, Duration.ZERO);
  }

  /** Returns whether selectors may name a namespace and default to the ExternalSecret's. */
  public boolean cluster() {
    return store.kind() == StoreKind.CLUSTER_SECRET_STORE;
  }
}
