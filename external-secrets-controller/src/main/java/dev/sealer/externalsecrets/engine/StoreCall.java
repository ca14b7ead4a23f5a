package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
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
  Map<StoreQuery, ValueCache.Kept> read(StoreObject store, Collection<StoreQuery> batch) {
    long began = platform.time().nanos();
    Optional<String> refusal = guard.refusal(began);
    if (refusal.isPresent()) {
      return unavailable(batch, store, refusal.get());
    }
    boolean responded = false;
    try {
      awaitToken();
      Map<StoreQuery, ValueCache.Kept> answers = call(store, batch);
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

  private Map<StoreQuery, ValueCache.Kept> call(StoreObject store, Collection<StoreQuery> batch)
      throws NotOpenedException {
    StoreClients.Use<Map<StoreQuery, ValueCache.Kept>> use =
        clients.use(
            store, identity.referentNamespace(), connection -> read(connection, store, batch));
    return switch (use) {
      case StoreClients.Use.Done<Map<StoreQuery, ValueCache.Kept>>(var answers) -> answers;
      case StoreClients.Use.Failed<Map<StoreQuery, ValueCache.Kept>>(String cause) ->
          throw new NotOpenedException(hidesCredentials() ? UNUSABLE : cause);
    };
  }

  /** Tenants must not learn the names of Secrets in other namespaces. */
  private boolean hidesCredentials() {
    return identity.store().kind() == StoreKind.CLUSTER_SECRET_STORE
        && identity.referentNamespace().isEmpty();
  }

  private static boolean isDenied(Map<StoreQuery, ValueCache.Kept> answers) {
    return answers.values().stream()
        .anyMatch(kept -> kept.result().is(StoreAnswer.Failure.Kind.DENIED));
  }

  private static boolean isSilence(StoreAnswer result) {
    return result.isSilence();
  }

  private Map<StoreQuery, ValueCache.Kept> unavailable(
      Collection<StoreQuery> batch, StoreObject store, String cause) {
    Map<StoreQuery, ValueCache.Kept> answers = new HashMap<>();
    long now = platform.time().nanos();
    for (StoreQuery read : batch) {
      answers.put(read, ValueCache.Kept.unavailable(cause, store.version(), now));
    }
    return answers;
  }

  private Map<StoreQuery, ValueCache.Kept> read(
      StoreConnection connection, StoreObject store, Collection<StoreQuery> batch) {
    long began = platform.time().nanos();
    Map<StoreQuery, StoreAnswer> results = connection.fetch(batch);
    Map<StoreQuery, ValueCache.Kept> answers = new HashMap<>();
    for (StoreQuery read : batch) {
      StoreAnswer result =
          results.getOrDefault(read, StoreAnswer.Failure.unavailable("the store gave no answer"));
      answers.put(
          read,
          new ValueCache.Kept(
              bounded(result),
              store.version(),
              connection.origin(),
              connection.traits().properties(),
              began));
    }
    return answers;
  }

  private static StoreAnswer bounded(StoreAnswer result) {
    if (result instanceof StoreAnswer.Found(SecretBytes value, String _)
        && value.length() > FetchLimits.LARGEST_VALUE) {
      int length = value.length();
      value.close();
      return StoreAnswer.Failure.refused(
          "the value has %d bytes, and a Secret holds at most %d"
              .formatted(length, FetchLimits.LARGEST_VALUE));
    }
    return result;
  }
}
