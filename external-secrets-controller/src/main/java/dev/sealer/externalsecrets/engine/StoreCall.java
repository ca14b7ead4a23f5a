package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreConnection;
import dev.sealer.externalsecrets.stores.StoreFault;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.platform.Platform;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a batch from one store, as far as its guard allows. Whatever goes wrong becomes an answer,
 * so that an exception in one store's client never reaches another store. Safe for use by several
 * threads, each of which waits for its own call.
 */
final class StoreCall {
  private static final String UNUSABLE =
      "the store cannot be used; its own Ready condition says why";

  private final StoreIdentity identity;
  private final StoreClients clients;
  private final CallGuard guard;
  private final Platform platform;

  /** Reads with the credentials of {@code identity}. */
  StoreCall(StoreIdentity identity, StoreClients clients, FetchLimits limits, Platform platform) {
    this.identity = identity;
    this.clients = clients;
    this.platform = platform;
    this.guard = new CallGuard(limits, platform.time().nanos());
  }

  /** Returns an answer to each read of {@code batch}; the caller must close them. */
  Map<SecretRead, ValueCache.Kept> read(StoreObject store, Collection<SecretRead> batch) {
    long began = platform.time().nanos();
    Optional<String> refusal = guard.refusal(began);
    if (refusal.isPresent()) {
      return unavailable(batch, store, refusal.get());
    }
    boolean responded = false;
    try {
      awaitToken();
      Map<SecretRead, ValueCache.Kept> answers = call(store, batch);
      if (isDenied(answers) && clients.hasNewCredentials(store, identity.referentNamespace())) {
        answers.values().forEach(ValueCache.Kept::close);
        answers = call(store, batch);
      }
      responded = answers.values().stream().anyMatch(kept -> !isSilence(kept.result()));
      return answers;
    } catch (NotOpenedException e) {
      // The store itself was not called, so this says nothing about it.
      responded = true;
      return unavailable(batch, store, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unavailable(batch, store, "the controller stops");
    } catch (RuntimeException | Error fault) {
      return unavailable(batch, store, StoreFault.cause(fault));
    } finally {
      guard.ended(responded, platform.time().nanos());
    }
  }

  private void awaitToken() throws InterruptedException {
    Duration delay = guard.delay(platform.time().nanos());
    if (delay.isPositive()) {
      platform.time().sleep(delay);
    }
  }

  private static final class NotOpenedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String cause;

    NotOpenedException(String cause) {
      super(cause);
      this.cause = cause;
    }

    @Override
    public String getMessage() {
      return cause;
    }
  }

  private Map<SecretRead, ValueCache.Kept> call(StoreObject store, Collection<SecretRead> batch)
      throws NotOpenedException {
    StoreClients.Use<Map<SecretRead, ValueCache.Kept>> use =
        clients.use(
            store, identity.referentNamespace(), connection -> read(connection, store, batch));
    return switch (use) {
      case StoreClients.Use.Done<Map<SecretRead, ValueCache.Kept>>(var answers) -> answers;
      case StoreClients.Use.Failed<Map<SecretRead, ValueCache.Kept>>(String cause) ->
          throw new NotOpenedException(hidesCredentials() ? UNUSABLE : cause);
    };
  }

  /** Tenants must not learn the names of Secrets in other namespaces. */
  private boolean hidesCredentials() {
    return identity.store().kind() == StoreKind.CLUSTER_SECRET_STORE
        && identity.referentNamespace().isEmpty();
  }

  private static boolean isDenied(Map<SecretRead, ValueCache.Kept> answers) {
    return answers.values().stream().anyMatch(kept -> kept.result() instanceof ReadResult.Denied);
  }

  private static boolean isSilence(ReadResult result) {
    return result instanceof ReadResult.Unavailable || result instanceof ReadResult.Throttled;
  }

  private Map<SecretRead, ValueCache.Kept> unavailable(
      Collection<SecretRead> batch, StoreObject store, String cause) {
    Map<SecretRead, ValueCache.Kept> answers = new HashMap<>();
    long now = platform.time().nanos();
    for (SecretRead read : batch) {
      answers.put(read, ValueCache.Kept.unavailable(cause, store.version(), now));
    }
    return answers;
  }

  private Map<SecretRead, ValueCache.Kept> read(
      StoreConnection connection, StoreObject store, Collection<SecretRead> batch) {
    long began = platform.time().nanos();
    Map<SecretRead, ReadResult> results = connection.read(batch);
    Map<SecretRead, ValueCache.Kept> answers = new HashMap<>();
    for (SecretRead read : batch) {
      ReadResult result =
          results.getOrDefault(read, new ReadResult.Unavailable("the store gave no answer"));
      answers.put(
          read,
          new ValueCache.Kept(
              bounded(result),
              store.version(),
              connection.origin(),
              connection.properties(),
              began));
    }
    return answers;
  }

  private static ReadResult bounded(ReadResult result) {
    if (result instanceof ReadResult.Found(SecretBytes value, String _)
        && value.length() > FetchLimits.LARGEST_VALUE) {
      int length = value.length();
      value.close();
      return new ReadResult.Refused(
          "the value has %d bytes, and a Secret holds at most %d"
              .formatted(length, FetchLimits.LARGEST_VALUE));
    }
    return result;
  }
}
