package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.deletion.SourceId;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.memory.MemoryProvider;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Threads;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Store objects of a cluster in memory, and their reconcilers, which are called by hand. */
final class InMemoryStores {

  static final ResourceType STORE = ResourceType.of(SecretStore.class);
  static final ResourceType CLUSTER_STORE = ResourceType.of(ClusterSecretStore.class);
  static final Duration INTERVAL = Duration.ofMinutes(5);

  final InMemoryCluster cluster = new InMemoryCluster("ns", "infra");
  final MemoryStore store = new MemoryStore();
  final StoreClients clients;
  private final StoreReconciler stores;
  private final StoreReconciler clusterStores;

  final LossLedger losses = new LossLedger(DeletionLimits.DEFAULT);

  private final Threads threads;
  private final Consumer<Collection<ObjectKey>> enqueue;

  /** A check ends on the thread that asks for it. */
  InMemoryStores() {
    this(Optional.empty(), _ -> {});
  }

  /** Checks run on threads of the JDK; stores whose check has ended go to {@code enqueue}. */
  InMemoryStores(Consumer<Collection<ObjectKey>> enqueue) {
    this(Optional.of(JdkPlatform.standard().threads()), enqueue);
  }

  private InMemoryStores(Optional<Threads> threads, Consumer<Collection<ObjectKey>> enqueue) {
    this.threads = threads.orElse(cluster.platform().threads());
    this.enqueue = enqueue;
    Providers providers =
        new Providers(List.of(new MemoryProvider(store, 1, (_, _) -> Optional.empty())));
    this.clients =
        new StoreClients(
            providers,
            new CredentialReader(cluster.objects(), cluster.context().calls()),
            cluster.platform());
    this.stores =
        new StoreReconciler(
            STORE,
            cluster.watch(SecretStore.class, StoreObject::of),
            providers,
            checks(),
            around(SyncMetrics.Kind.SECRET_STORE));
    this.clusterStores =
        new StoreReconciler(
            CLUSTER_STORE,
            cluster.watch(ClusterSecretStore.class, StoreObject::of),
            providers,
            checks(),
            around(SyncMetrics.Kind.CLUSTER_SECRET_STORE));
  }

  private StoreReconciler.Surroundings around(SyncMetrics.Kind kind) {
    return new StoreReconciler.Surroundings(
        cluster.objects(),
        cluster.events(),
        cluster.time(),
        "default",
        INTERVAL,
        losses,
        new CheckedStores(),
        new SyncMetrics(cluster.metrics(), kind));
  }

  private StoreChecks checks() {
    Platform platform = cluster.platform();
    return new StoreChecks(
        clients, new Platform(platform.time(), threads, platform.chance()), enqueue);
  }

  /** Notes of ExternalSecrets that they miss a key each. */
  void miss(int number) {
    StoreRef store = new StoreRef(StoreKind.SECRET_STORE, "store");
    for (int i = 0; i < number; i++) {
      SourceState.Absence absence =
          new SourceState.Absence(cluster.time().instant(), "", Optional.empty());
      losses.put(
          key("e" + i),
          _ -> true,
          List.of(
              new SourceState(
                  new SourceId(store, "r" + i, "", ""), List.of("k"), Optional.of(absence))));
    }
  }

  /** Notes of ExternalSecrets that they miss nothing any more. */
  void missNothing(int number) {
    for (int i = 0; i < number; i++) {
      losses.remove(key("e" + i));
    }
  }

  static ObjectKey key(String name) {
    return new ObjectKey("ns", name);
  }

  /** Applies a SecretStore; {@code spec} is YAML in flow style. */
  ObjectNode apply(String name, String spec) {
    return cluster.apply(
        """
        apiVersion: external-secrets.io/v1
        kind: SecretStore
        metadata: {name: %s, namespace: ns}
        spec: %s
        """
            .formatted(name, spec));
  }

  /** Applies a ClusterSecretStore; {@code spec} is YAML in flow style. */
  ObjectNode applyCluster(String name, String spec) {
    return cluster.apply(
        """
        apiVersion: external-secrets.io/v1
        kind: ClusterSecretStore
        metadata: {name: %s}
        spec: %s
        """
            .formatted(name, spec));
  }

  Outcome reconcile(String name) {
    return stores.reconcile(key(name));
  }

  Outcome reconcileCluster(String name) {
    return clusterStores.reconcile(ObjectKey.clusterScoped(name));
  }

  /** Returns the condition Ready of a SecretStore. */
  String ready(String name) {
    return cluster.condition(STORE, key(name), "Ready");
  }

  /** Returns the condition Ready of a ClusterSecretStore. */
  String readyCluster(String name) {
    return cluster.condition(CLUSTER_STORE, ObjectKey.clusterScoped(name), "Ready");
  }

  /** Writes a Secret with one key, {@code token}. */
  void token(String namespace, String name, String value) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: %s, namespace: %s}
            stringData: {token: '%s'}
            """
                .formatted(name, namespace, value));
  }
}
