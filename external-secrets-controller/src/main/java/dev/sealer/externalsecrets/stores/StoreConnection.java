package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An open client that several ExternalSecrets use. Retiring it lets those who are reading finish;
 * the last one closes it.
 */
public final class StoreConnection {

  private final SecretStoreClient client;
  private final String origin;
  private final ReentrantLock lock = new ReentrantLock();
  private int users;
  private boolean retired;

  StoreConnection(SecretStoreClient client, String origin) {
    this.client = client;
    this.origin = origin;
  }

  /** Takes a share; false if it was retired before. */
  boolean enter() {
    lock.lock();
    try {
      if (retired) {
        return false;
      }
      users++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the share back. */
  void leave() {
    lock.lock();
    try {
      users--;
      if (!retired || users > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    client.close();
  }

  /** Takes it out of use. */
  void retire() {
    lock.lock();
    try {
      boolean before = retired;
      retired = true;
      if (before || users > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    client.close();
  }

  /** Reads in one go; the caller must close the values. */
  public Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
    return client.read(reads);
  }

  /** Returns the state of the store and its credentials; not secret. */
  public String origin() {
    return origin;
  }

  /** Returns how properties are understood in the store's values. */
  public PropertyDialect properties() {
    return client.properties();
  }

  StoreHealth validate() {
    try {
      return client.validate();
    } catch (RuntimeException | LinkageError fault) {
      return new StoreHealth.Invalid(StoreFault.cause(fault));
    }
  }
}
