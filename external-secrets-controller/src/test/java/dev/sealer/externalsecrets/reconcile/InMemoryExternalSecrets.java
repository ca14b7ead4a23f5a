package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorObject;
import dev.sealer.externalsecrets.generator.Generators;
import dev.sealer.externalsecrets.generator.RegistryRequest;
import dev.sealer.externalsecrets.generator.RegistryTokens;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.memory.MemoryProvider;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.externalsecrets.stores.CheckedStores;
import dev.sealer.externalsecrets.stores.ControllerClaim;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.kit.CurrentObjects;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.template.RenderOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One namespace of a cluster in memory, with a store and a reconciler that is called by hand. The
 * SecretStore {@code store} is there from the start.
 */
final class InMemoryExternalSecrets {

  static final ResourceType TYPE = ResourceType.of(ExternalSecret.class);
  private static final String CLASS = "default";

  final InMemoryCluster cluster;
  final MemoryStore store = new MemoryStore();

  /** The ExternalSecrets that the reconciler wanted to be reconciled. */
  final List<ObjectKey> woken = new ArrayList<>();

  /** The ExternalSecrets whose values have arrived. */
  private final Set<ObjectKey> answered = new TreeSet<>();

  private final List<String> calls = new ArrayList<>();
  private Runnable beforeWriting = () -> {};
  private boolean refusesStatus;
  private final ClusterObjects objects = new ApiServerObjects(new InterruptedCalls());
  private final CheckedStores checked = new CheckedStores();
  private final LossLedger losses = new LossLedger(DeletionLimits.DEFAULT);
  private final ExternalSecretIndex index = new ExternalSecretIndex(losses);
  private ExternalSecretReconciler reconciler;

  /** A cluster with the namespace {@code ns}, and more. */
  InMemoryExternalSecrets(String... more) {
    this.cluster =
        new InMemoryCluster(
            Stream.concat(Stream.of("ns"), Arrays.stream(more)).toArray(String[]::new));
    this.reconciler = reconciler();
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: store, namespace: ns}
            spec: {provider: {memory: {}}}
            """);
  }

  /** Starts the process again: what it only remembered is lost. */
  void restart() {
    reconciler = reconciler();
  }

  private ExternalSecretReconciler reconciler() {
    StoreDirectory directory =
        new StoreDirectory(
            cluster.watch(SecretStore.class, StoreObject::of),
            cluster.watch(ClusterSecretStore.class, StoreObject::of),
            cluster.watchMetadata(ResourceType.NAMESPACE),
            checked);
    World world =
        new World(
            cluster.watch(ExternalSecret.class, ExternalSecretObject::of),
            cluster.watchMetadata(ResourceType.SECRET),
            cluster.watchMetadata(ResourceType.CONFIG_MAP),
            directory,
            new Generators(
                generators(), cluster.platform().chance().secure("generators"), this::token),
            index,
            new ControllerClaim(
                directory,
                true,
                CLASS,
                cluster.watch(UpstreamDeployment.TYPE, UpstreamDeployment::of)::list));
    MemoryProvider provider = new MemoryProvider(store, 1, (_, _) -> Optional.empty());
    StoreClients clients =
        new StoreClients(
            new Providers(List.of(provider)),
            new CredentialReader(objects, cluster.context().calls()),
            cluster.platform());
    return new ExternalSecretReconciler(
        world,
        new ExternalSecretReconciler.Parts(
            objects,
            cluster.events(),
            new SyncMetrics(cluster.metrics()),
            new FetchEngine(
                directory,
                clients,
                FetchLimits.standard(Duration.ofMillis(25), true),
                cluster.platform(),
                answered::addAll),
            new TemplateRenderer(new ClusterTemplateTexts(objects), RenderOptions.standard()),
            cluster.time(),
            woken::addAll,
            new OwnWrites(cluster.platform(), cluster.metrics()),
            DeletionLimits.DEFAULT));
  }

  /** Logs in to the registry that each test says. */
  RegistryTokens registry =
      (_, _) -> {
        throw new NotGeneratedException("no registry");
      };

  private Map<String, SecretBytes> token(RegistryRequest request, String namespace)
      throws UnusableValueException, NotGeneratedException {
    return registry.token(request, namespace);
  }

  private Map<GeneratorKind, CurrentObjects<GeneratorObject>> generators() {
    Map<GeneratorKind, CurrentObjects<GeneratorObject>> watches =
        new EnumMap<>(GeneratorKind.class);
    for (GeneratorKind kind : GeneratorKind.values()) {
      watches.put(kind, cluster.watch(kind.type(), tree -> GeneratorObject.of(kind, tree)));
    }
    return watches;
  }

  /** Says of the SecretStore that its last check failed. */
  void storeIsNotReady() {
    checked.put(cluster.watch(SecretStore.class, StoreObject::of).get(key("store")).orElseThrow());
    ObjectNode status = Json.object();
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "False")
        .put("lastTransitionTime", cluster.time().instant().toString());
    WriteResult _ =
        cluster
            .objects()
            .writeStatus(
                new ObjectRef(ResourceType.of(SecretStore.class), key("store")),
                status,
                StatusWrite.apply("test"));
  }

  /** Runs {@code action} just before the controller next writes a Secret. */
  void beforeWriting(Runnable action) {
    beforeWriting =
        () -> {
          beforeWriting = () -> {};
          action.run();
        };
  }

  /** Says whether writes of a status fail. */
  void refuseStatus(boolean refused) {
    refusesStatus = refused;
  }

  /** Returns the calls to the API server since the last time, without those of watches. */
  List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  private final class InterruptedCalls implements ApiClient {
    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      calls.add(request.method() + " " + request.path());
      if (!request.method().equals("GET") && request.path().contains("/secrets/")) {
        beforeWriting.run();
      }
      if (refusesStatus && request.path().endsWith("/status")) {
        throw new IOException("no connection");
      }
      return cluster.server().send(request);
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
      return cluster.server().list(request, item);
    }

    @Override
    public Lines open(ApiRequest request) throws IOException {
      return cluster.server().open(request);
    }
  }

  static ObjectKey key(String name) {
    return new ObjectKey("ns", name);
  }

  /** Applies an ExternalSecret of {@code store}; {@code spec} is YAML without indentation. */
  ObjectNode want(String name, String spec) {
    return wantOf("store", name, spec);
  }

  /** Applies an ExternalSecret of another store, which may be of any kind, as flow YAML. */
  ObjectNode wantOf(String storeRef, String name, String spec) {
    String ref = storeRef.startsWith("{") ? storeRef : "{name: " + storeRef + "}";
    return cluster.apply(
        """
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: %s, namespace: ns, labels: {team: a}}
        spec:
          secretStoreRef: %s
        %s\
        """
            .formatted(name, ref, spec.indent(2)));
  }

  /** Tells the reconciler that a failure may be over. */
  void nudge(String name) {
    index.nudge(List.of(key(name)));
  }

  /** Returns what is missing of the store. */
  LossLedger.Tally tally(LossLedger.Hold hold) {
    return losses.tally(
        new StoreRef(StoreKind.SECRET_STORE, "store"), "ns", hold, cluster.time().instant());
  }

  /** Edits the SecretStore. */
  void editStore(String patch) {
    ObjectNode _ = cluster.edit(ResourceType.of(SecretStore.class), key("store"), patch);
  }

  Outcome reconcile(String name) {
    cluster.watch(ExternalSecret.class, ExternalSecretObject::of).list().forEach(index::put);
    cluster.watchMetadata(ResourceType.SECRET).list().forEach(index::putSecret);
    answered.clear();
    Outcome first = reconciler.reconcile(key(name));
    // The store answers on this thread.
    return answered.contains(key(name)) ? reconciler.reconcile(key(name)) : first;
  }

  Map<String, String> values(String name) {
    return cluster.values(key(name));
  }

  ObjectNode secret(String name) {
    return cluster.get(ResourceType.SECRET, key(name));
  }

  boolean hasSecret(String name) {
    return cluster.secret(key(name)).isPresent();
  }

  ObjectNode externalSecret(String name) {
    return cluster.get(TYPE, key(name));
  }

  /** Returns the condition Ready. */
  String ready(String name) {
    return cluster.condition(TYPE, key(name), "Ready");
  }
}
