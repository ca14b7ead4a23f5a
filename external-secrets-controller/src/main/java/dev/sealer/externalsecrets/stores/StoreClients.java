package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.provider.CredentialRef;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
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
  private final Duration window;
  private final Platform platform;

  /** Sorted, so that what a change concerns is handled in the same order in each run. */
  private final Map<StoreIdentity, Slot> slots = new ConcurrentSkipListMap<>();

  /**
   * No client is open yet.
   *
   * @param window how long a read waits for others to share a call with
   */
  public StoreClients(
      Providers providers, ClusterObjects objects, Duration window, Platform platform) {
    this.providers = providers;
    this.credentials = new CredentialReader(objects);
    this.window = window;
    this.platform = platform;
  }

  /** One identity; its lock keeps two logins apart. */
  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private String version = "";
    private volatile Set<ObjectKey> secrets = Set.of();
    private volatile boolean stale;
    private @Nullable StoreConnection connection;
  }

  /** What came of a use. */
  sealed interface Use<T> {
    /** The store was open. */
    record Done<T>(T value) implements Use<T> {}

    /** It could not be opened; the cause is fit for a status. */
    record Failed<T>(String cause) implements Use<T> {}
  }

  /**
   * Uses the client of a store, opening it first if need be.
   *
   * @param namespace of the ExternalSecret, which decides about referent credentials
   */
  <T> Use<T> use(StoreObject store, String namespace, Function<StoreConnection, T> action) {
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
    List<CredentialRef> refs =
        blueprint.credentials().stream().map(ref -> ref.in(namespace)).toList();
    boolean referent = blueprint.credentials().stream().anyMatch(CredentialRef::referent);
    StoreIdentity identity =
        new StoreIdentity(store.ref(), store.namespace(), referent ? namespace : "");
    Slot slot = slots.computeIfAbsent(identity, id -> new Slot());
    return switch (connect(slot, store, blueprint, refs)) {
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

  /** Returns the client of a slot, opened if need be; the caller must leave it. */
  private Use<StoreConnection> connect(
      Slot slot, StoreObject store, StoreBlueprint blueprint, List<CredentialRef> refs) {
    slot.lock.lock();
    try {
      StoreConnection present = slot.connection;
      boolean current = !slot.stale && slot.version.equals(store.version());
      if (present != null && current && present.enter()) {
        return new Use.Done<>(present);
      }
      // Noted before the Secrets are read: a change while reading makes what comes of it stale.
      slot.secrets = secretsOf(refs);
      slot.stale = false;
      retire(slot);
      return switch (open(blueprint, refs)) {
        case Opened.Failed(String cause) -> new Use.Failed<>(store.ref() + ": " + cause);
        case Opened.Client(SecretStoreClient client, String credentialVersions) -> {
          String origin = PeerHash.ofText(store.version() + "," + credentialVersions);
          StoreConnection fresh =
              new StoreConnection(
                  client, origin.substring(0, ORIGIN_LENGTH), window, platform.time());
          boolean _ = fresh.enter();
          slot.version = store.version();
          slot.connection = fresh;
          yield new Use.Done<>(fresh);
        }
      };
    } finally {
      slot.lock.unlock();
    }
  }

  private static Set<ObjectKey> secretsOf(List<CredentialRef> refs) {
    return refs.stream()
        .map(ref -> new ObjectKey(ref.namespace(), ref.name()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private sealed interface Opened {
    record Client(SecretStoreClient client, String credentialVersions) implements Opened {}

    record Failed(String cause) implements Opened {}
  }

  private Opened open(StoreBlueprint blueprint, List<CredentialRef> refs) {
    return switch (credentials.read(refs)) {
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

  private static void retire(Slot slot) {
    slot.lock.lock();
    try {
      StoreConnection connection = slot.connection;
      if (connection != null) {
        connection.retire();
        slot.connection = null;
      }
    } finally {
      slot.lock.unlock();
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

  /** A store object is gone. */
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
    platform.threads().start("store-retire", () -> retire(slot));
  }

  /** Closes every client. */
  @Override
  public void close() {
    slots.values().forEach(StoreClients::retire);
    slots.clear();
  }
}
