package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreTraits;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An open client that several ExternalSecrets use. Retiring it lets those who are reading finish;
 * the last one closes it.
 */
public final class StoreConnection {

  private final SecretStoreClient client;
  private final StoreTraits traits;
  private final String origin;
  private final ReentrantLock lock = new ReentrantLock();
  private int users;
  private boolean retired;

  StoreConnection(SecretStoreClient client, StoreTraits traits, String origin) {
    this.client = client;
    this.traits = traits;
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

  /** Asks in one go; the caller must close the values. */
  public Map<StoreQuery, StoreAnswer> fetch(Collection<? extends StoreQuery> queries) {
    return client.fetch(queries);
  }

  /** Returns the state of the store and its credentials; not secret. */
  public String origin() {
    return origin;
  }

  /** Returns the constants of the store's kind. */
  public StoreTraits traits() {
    return traits;
  }

  StoreHealth validate() {
    try {
      return client.validate();
    } catch (RuntimeException | LinkageError fault) {
      return new StoreHealth.Invalid(StoreFault.cause(fault));
    }
  }
}
