package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreTraits;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The open clients, one for each identity. A client stays open until its store object or one of the
 * Secrets it logged in with changes, so logins are not repeated and batches have something to
 * share.
 */
public final class StoreClients implements AutoCloseable {

  private static final int ORIGIN_LENGTH = 16;

  private final Providers providers;
  private final CredentialReader credentials;
  private final Platform platform;

  /** Sorted, so that what a change concerns is handled in the same order in each run. */
  private final Map<StoreIdentity, Slot> slots = new ConcurrentSkipListMap<>();

  private volatile boolean closed;

  /** No client is open yet. */
  public StoreClients(Providers providers, CredentialReader credentials, Platform platform) {
    this.providers = providers;
    this.credentials = credentials;
    this.platform = platform;
  }

  /** One identity; its lock keeps two logins apart. */
  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private String version = "";
    private volatile Set<ObjectKey> secrets = Set.of();
    private volatile boolean stale;
    private volatile long usedAt;
    private String credentialVersions = "";
    private long versionsReadAt;
    private boolean removed;
    private @Nullable StoreConnection connection;
  }

  /** Least time between two looks at the credentials of one identity. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** Clients that nobody used for so long are closed. */
  static final Duration IDLE = Duration.ofMinutes(15);

  /**
   * Who reads from a store.
   *
   * @param traits constants of its kind
   */
  public record Known(StoreIdentity identity, StoreTraits traits) {}

  /** Returns who reads from {@code store} for an ExternalSecret of {@code namespace}. */
  public Use<Known> identify(StoreObject store, String namespace) {
    return switch (providers.parse(store)) {
      case Parsed.Rejected(String field, String problem) ->
          new Use.Failed<>(store.ref() + ": " + field + " " + problem);
      case Parsed.Accepted(StoreBlueprint blueprint) ->
          new Use.Done<>(new Known(identity(store, namespace, blueprint), providers.traits(store)));
    };
  }

  /** Returns the constants of the kind of {@code store}. */
  public StoreTraits traits(StoreObject store) {
    return providers.traits(store);
  }

  private static StoreIdentity identity(
      StoreObject store, String namespace, StoreBlueprint blueprint) {
    boolean referent = blueprint.credentials().stream().anyMatch(CredentialNeed::referent);
    return new StoreIdentity(store.ref(), store.namespace(), referent ? namespace : "");
  }

  /** The result of using a store. */
  public sealed interface Use<T> {
    /** The store was open. */
    record Done<T>(T value) implements Use<T> {}

    /** It could not be opened; the cause is safe to show in a status. */
    record Failed<T>(String cause) implements Use<T> {}
  }

  /**
   * Uses the client of a store, opening it first if need be.
   *
   * @param namespace of the ExternalSecret, which decides about referent credentials
   */
  public <T> Use<T> use(StoreObject store, String namespace, Function<StoreConnection, T> action) {
    return switch (providers.parse(store)) {
      case Parsed.Rejected(String field, String problem) ->
          new Use.Failed<>(store.ref() + ": " + field + " " + problem);
      case Parsed.Accepted(StoreBlueprint blueprint) -> use(store, namespace, blueprint, action);
    };
  }

  private <T> Use<T> use(
      StoreObject store,
      String namespace,
      StoreBlueprint blueprint,
      Function<StoreConnection, T> action) {
    StoreIdentity identity = identity(store, namespace, blueprint);
    closeIdle();
    return switch (connect(identity, store, blueprint, namespace)) {
      case Use.Failed<StoreConnection>(String cause) -> new Use.Failed<>(cause);
      case Use.Done<StoreConnection>(StoreConnection connection) -> {
        try {
          yield new Use.Done<>(action.apply(connection));
        } finally {
          connection.leave();
        }
      }
    };
  }

  /** Returns the client of an identity, opened if need be; the caller must leave it. */
  private Use<StoreConnection> connect(
      StoreIdentity identity, StoreObject store, StoreBlueprint blueprint, String namespace) {
    while (!closed) {
      Slot slot = slots.computeIfAbsent(identity, _ -> new Slot());
      slot.usedAt = platform.time().nanos();
      slot.lock.lock();
      try {
        // One that was removed in this moment would never be closed again.
        if (!slot.removed) {
          return connect(slot, store, blueprint, namespace);
        }
      } finally {
        slot.lock.unlock();
      }
    }
    return new Use.Failed<>(store.ref() + ": the controller stops");
  }

  private Use<StoreConnection> connect(
      Slot slot, StoreObject store, StoreBlueprint blueprint, String namespace) {
    StoreConnection present = slot.connection;
    boolean current = !slot.stale && slot.version.equals(store.version());
    if (present != null && current && present.enter()) {
      return new Use.Done<>(present);
    }
    // Noted before the Secrets are read: a change while reading makes the client stale.
    slot.secrets = secretsOf(blueprint, namespace);
    slot.stale = false;
    retire(slot);
    return switch (open(blueprint, namespace)) {
      case Opened.Failed(String cause) -> new Use.Failed<>(store.ref() + ": " + cause);
      case Opened.Client(SecretStoreClient client, String credentialVersions) -> {
        String origin = PeerHash.ofText(store.version() + "," + credentialVersions);
        StoreConnection fresh =
            new StoreConnection(
                client, providers.traits(store), origin.substring(0, ORIGIN_LENGTH));
        boolean _ = fresh.enter();
        slot.version = store.version();
        slot.credentialVersions = credentialVersions;
        slot.versionsReadAt = platform.time().nanos();
        slot.connection = fresh;
        yield new Use.Done<>(fresh);
      }
    };
  }

  /**
   * Reads the credentials of an open client again, at most once a minute. No watch tells of those
   * in namespaces that are not served.
   *
   * @return whether they have changed; the next use then opens a new client
   */
  public boolean hasNewCredentials(StoreObject store, String namespace) {
    if (!(providers.parse(store) instanceof Parsed.Accepted(StoreBlueprint blueprint))) {
      return false;
    }
    Slot slot = slots.get(identity(store, namespace, blueprint));
    if (slot == null) {
      return false;
    }
    slot.lock.lock();
    try {
      long now = platform.time().nanos();
      if (slot.connection == null || now - slot.versionsReadAt < LOOK_AGAIN.toNanos()) {
        return false;
      }
      slot.versionsReadAt = now;
      boolean changed =
          credentials
              .versions(blueprint.credentials(), namespace)
              .filter(version -> !version.equals(slot.credentialVersions))
              .isPresent();
      if (changed) {
        slot.stale = true;
      }
      return changed;
    } finally {
      slot.lock.unlock();
    }
  }

  /** Namespaces come and go, and each may have had a client of its own. */
  private void closeIdle() {
    long now = platform.time().nanos();
    for (StoreIdentity identity : List.copyOf(slots.keySet())) {
      Slot slot = slots.get(identity);
      if (slot != null && now - slot.usedAt > IDLE.toNanos() && slots.remove(identity, slot)) {
        retireLater(slot);
      }
    }
  }

  private static Set<ObjectKey> secretsOf(StoreBlueprint blueprint, String namespace) {
    return blueprint.credentials().stream()
        .filter(CredentialNeed.SecretKey.class::isInstance)
        .map(need -> need.in(namespace))
        .map(need -> new ObjectKey(need.namespace(), need.name()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private sealed interface Opened {
    record Client(SecretStoreClient client, String credentialVersions) implements Opened {}

    record Failed(String cause) implements Opened {}
  }

  private Opened open(StoreBlueprint blueprint, String namespace) {
    return switch (credentials.read(blueprint.credentials(), namespace)) {
      case CredentialReader.Outcome.Missing(String cause) -> new Opened.Failed(cause);
      case CredentialReader.Outcome.Complete complete -> {
        try {
          yield new Opened.Client(blueprint.open(complete.credentials()), complete.versions());
        } catch (RuntimeException | LinkageError fault) {
          yield new Opened.Failed("cannot be opened: " + StoreFault.cause(fault));
        } finally {
          complete.credentials().byField().values().forEach(SecretBytes::close);
        }
      }
    };
  }

  /** The caller holds the lock of the slot. */
  private static void retire(Slot slot) {
    StoreConnection connection = slot.connection;
    if (connection != null) {
      connection.retire();
      slot.connection = null;
    }
  }

  /**
   * A Secret changed: clients that logged in with it, or could not for want of it, start afresh.
   *
   * @return the identities that are concerned
   */
  public Set<StoreIdentity> secretChanged(ObjectKey secret) {
    Set<StoreIdentity> concerned = new LinkedHashSet<>();
    slots.forEach((identity, slot) -> {
      if (slot.secrets.contains(secret)) {
        slot.stale = true;
        concerned.add(identity);
      }
    });
    return concerned;
  }

  /** Retires the clients of a store object that was deleted. */
  public void storeRemoved(StoreObject store) {
    for (StoreIdentity identity : List.copyOf(slots.keySet())) {
      if (identity.store().equals(store.ref()) && identity.namespace().equals(store.namespace())) {
        Slot slot = slots.remove(identity);
        if (slot != null) {
          retireLater(slot);
        }
      }
    }
  }

  /** Off the caller's thread: it may be a watch's, and the slot may be busy logging in. */
  private void retireLater(Slot slot) {
    Thread _ = platform.threads().start("store-retire", () -> remove(slot));
  }

  private static void remove(Slot slot) {
    slot.lock.lock();
    try {
      slot.removed = true;
      retire(slot);
    } finally {
      slot.lock.unlock();
    }
  }

  /** Opens no more clients, and closes each as soon as nobody uses it. Does not wait for that. */
  @Override
  public void close() {
    closed = true;
    for (StoreIdentity identity : List.copyOf(slots.keySet())) {
      Slot slot = slots.remove(identity);
      if (slot != null) {
        retireLater(slot);
      }
    }
  }
}
