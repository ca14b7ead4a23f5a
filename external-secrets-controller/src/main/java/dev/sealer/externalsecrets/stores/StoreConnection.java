package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * An open client that several ExternalSecrets use. Retiring it lets those who are reading finish;
 * the last one closes it.
 */
final class StoreConnection {

  private final SecretStoreClient client;
  private final ReadBatcher batcher;
  private int users;
  private boolean retired;

  StoreConnection(SecretStoreClient client, Duration window) {
    this.client = client;
    this.batcher = new ReadBatcher(client, window);
  }

  /** Takes a share; false if it was retired before. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    users++;
    return true;
  }

  /** Gives the share back. */
  synchronized void leave() {
    users--;
    closeIfUnused();
  }

  /** Takes it out of use. */
  synchronized void retire() {
    if (!retired) {
      retired = true;
      closeIfUnused();
    }
  }

  synchronized boolean retired() {
    return retired;
  }

  private void closeIfUnused() {
    if (retired && users == 0) {
      client.close();
    }
  }

  Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
    return batcher.read(reads);
  }

  PropertyDialect properties() {
    return client.properties();
  }

  int batchSize() {
    return client.batchSize();
  }

  StoreHealth validate() {
    return client.validate();
  }
}
