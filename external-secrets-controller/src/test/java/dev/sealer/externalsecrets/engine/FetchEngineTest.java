package dev.sealer.externalsecrets.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.memory.MemoryProvider;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.externalsecrets.stores.CheckedStores;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchEngineTest {
  private static final StoreRef STORE = new StoreRef(StoreKind.SECRET_STORE, "store");
  private static final Duration HOUR = Duration.ofHours(1);

  private final InMemoryCluster cluster = new InMemoryCluster("ns");
  private final MemoryStore store = new MemoryStore();
  private final CheckedStores checked = new CheckedStores();
  private final List<ObjectKey> woken = new ArrayList<>();
  private Runnable beforeEachRead = () -> {};
  private final FetchEngine engine;

  FetchEngineTest() {
    StoreProvider provider = new MemoryProvider(store, 1, this::before);
    StoreClients clients =
        new StoreClients(
            new Providers(List.of(provider)),
            new CredentialReader(cluster.objects(), cluster.context().calls()),
            cluster.platform());
    StoreDirectory directory =
        new StoreDirectory(
            cluster.watch(SecretStore.class, StoreObject::of),
            cluster.watch(ClusterSecretStore.class, StoreObject::of),
            cluster.watchMetadata(ResourceType.NAMESPACE),
            checked);
    this.engine =
        new FetchEngine(
            directory,
            clients,
            FetchLimits.standard(Duration.ofMillis(25), true),
            cluster.platform(),
            woken::addAll);
    region("eu");
  }

  private Optional<StoreAnswer> before(String region, StoreQuery query) {
    beforeEachRead.run();
    return Optional.empty();
  }

  private void region(String region) {
    apply(STORE.name(), region);
  }

  private void apply(String name, String region) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: %s, namespace: ns}
            spec: {provider: {memory: {region: %s}}}
            """
                .formatted(name, region));
  }

  private static FetchEngine.Ask ask(String reader, Duration maxAge) {
    return ask(reader, "v1", maxAge);
  }

  private static FetchEngine.Ask ask(String reader, String version, Duration maxAge) {
    return new FetchEngine.Ask(new ObjectKey("ns", reader), version, false, maxAge);
  }

  private static Map<StoreRef, Set<StoreQuery>> plan(String key) {
    return Map.of(STORE, Set.of(StoreQuery.current(key)));
  }

  /** Returns the value, or the name of another answer. The store answers on this thread. */
  private String fetch(String reader, String key, Duration maxAge) {
    return fetch(ask(reader, maxAge), key);
  }

  private String fetch(FetchEngine.Ask ask, String key) {
    boolean _ = engine.isPending(plan(key), ask);
    return fetched(ask, key);
  }

  private String fetched(FetchEngine.Ask ask, String key) {
    return switch (engine.fetch(plan(key), ask)) {
      case FetchEngine.Outcome.Pending _ -> "pending";
      case FetchEngine.Outcome.Failed(String cause) -> cause;
      case FetchEngine.Outcome.Answered answered -> {
        try (answered) {
          StoreAnswer result =
              requireNonNull(
                  requireNonNull(answered.answers().get(STORE))
                      .byRead()
                      .get(StoreQuery.current(key)));
          yield result instanceof StoreAnswer.Found(SecretBytes value, String _)
              ? value.<String>reveal(String::new)
              : result instanceof StoreAnswer.Failure failure
                  ? failure.kind().name()
                  : result.getClass().getSimpleName();
        }
      }
    };
  }

  @Test
  void oneReadServesAllThatTakeAnAnswerOfThatAge() {
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");
    assertThat(fetch("b", "k", HOUR)).isEqualTo("one");

    assertThat(store.calls()).isEqualTo(1);
    assertThat(woken).contains(new ObjectKey("ns", "a"));
  }

  @Test
  void whoWantsANewAnswerGoesAroundTheOldOne() {
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");
    store.put("k", "two");
    cluster.advance(Duration.ofSeconds(1));

    assertThat(fetch("b", "k", HOUR)).isEqualTo("one");
    assertThat(fetch("c", "k", Duration.ZERO)).isEqualTo("two");
  }

  @Test
  void noAnswerIsKeptForLong() {
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");
    cluster.advance(FetchLimits.KEPT.plusSeconds(1));

    assertThat(fetch("b", "k", HOUR)).isEqualTo("one");
    assertThat(store.calls()).isEqualTo(2);
  }

  @Test
  void anAnswerOfTheStoreAsItWasIsNotGivenOut() {
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");
    region("us");

    assertThat(fetch("a", "k", HOUR)).isEqualTo("NotFound");
  }

  @Test
  void aFailureIsNotGivenToOthersThatAskLater() {
    store.fail("k", StoreAnswer.Failure.denied("no"));
    assertThat(fetch("a", "k", HOUR)).isEqualTo("DENIED");
    store.recover();
    store.put("k", "one");
    cluster.advance(Duration.ofSeconds(1));

    assertThat(fetch("b", "k", HOUR)).isEqualTo("one");
  }

  @Test
  void aLookDoesNotTakeTheAnswerAway() {
    store.fail("k", StoreAnswer.Failure.denied("no"));
    assertThat(engine.isPending(plan("k"), ask("a", HOUR))).isTrue();
    assertThat(engine.isPending(plan("k"), ask("a", HOUR))).isFalse();

    assertThat(fetch("a", "k", HOUR)).isEqualTo("DENIED");
    assertThat(store.calls()).isEqualTo(1);
  }

  @Test
  void aForcedSyncDoesNotGetWhatAnEarlierOneWaitedFor() {
    store.put("k", "one");
    assertThat(engine.isPending(plan("k"), ask("a", "v1", Duration.ZERO))).isTrue();
    store.put("k", "two");

    assertThat(fetch(ask("a", "v2", Duration.ZERO), "k")).isEqualTo("two");
    assertThat(store.calls()).isEqualTo(2);
  }

  @Test
  void theStoreIsNotCalledAfterTheEnd() {
    store.put("k", "one");
    engine.close();

    assertThat(fetch("a", "k", HOUR)).isEqualTo("pending");
    assertThat(store.calls()).isZero();
  }

  @Test
  void aStoreThatDoesNotAnswerIsLeftAloneForAWhile() {
    store.fail("k", StoreAnswer.Failure.unavailable("refused"));
    for (int i = 0; i < 100; i++) {
      assertThat(fetch("a" + i, "k", Duration.ZERO)).isEqualTo("UNAVAILABLE");
    }
    assertThat(store.calls()).isEqualTo(CallGuard.FAILURES);

    store.recover();
    store.put("k", "one");
    cluster.advance(CallGuard.OPEN);
    assertThat(fetch("a", "k", Duration.ZERO)).isEqualTo("one");
  }

  @Test
  void whatAStoreThrowsIsAFailureOfThatCall() {
    store.put("k", "one");
    beforeEachRead =
        () -> {
          throw new IllegalStateException("a defect");
        };
    assertThat(fetch("a", "k", Duration.ZERO)).isEqualTo("UNAVAILABLE");
    beforeEachRead =
        () -> {
          throw new NoClassDefFoundError("a reduced installation");
        };
    assertThat(fetch("b", "k", Duration.ZERO)).isEqualTo("UNAVAILABLE");

    beforeEachRead = () -> {};
    assertThat(fetch("c", "k", Duration.ZERO)).isEqualTo("one");
  }

  @Test
  void aClientThatNobodyUsesIsClosed() {
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");
    assertThat(store.openClients()).isEqualTo(1);

    cluster.advance(HOUR);
    apply("other", "eu");
    Map<StoreRef, Set<StoreQuery>> other =
        Map.of(new StoreRef(StoreKind.SECRET_STORE, "other"), Set.of(StoreQuery.current("k")));
    assertThat(engine.isPending(other, ask("b", HOUR))).isTrue();
    assertThat(store.openClients()).isEqualTo(1);
  }

  @Test
  void aValueThatNoSecretCanHoldIsRefused() {
    store.put("k", "x".repeat(FetchLimits.LARGEST_VALUE + 1));

    assertThat(fetch("a", "k", HOUR)).isEqualTo("REFUSED");
  }

  @Test
  void aFailedCheckOfAnEarlierVersionDoesNotCloseTheStore() {
    store.put("k", "one");
    checked.put(storeObject());
    notReady();
    assertThat(fetch("a", "k", HOUR)).isEqualTo("SecretStore \"store\" is not ready");

    region("eu-2");
    store.put("eu-2", "k", "two");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("two");
  }

  private StoreObject storeObject() {
    return cluster
        .watch(SecretStore.class, StoreObject::of)
        .get(new ObjectKey("ns", "store"))
        .orElseThrow();
  }

  private void notReady() {
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
                new ObjectRef(ResourceType.of(SecretStore.class), new ObjectKey("ns", "store")),
                status,
                StatusWrite.apply("test"));
  }

  @Test
  void credentialsThatWereRotatedUnseenAreReadAgainOnceTheStoreDenies() {
    token("old");
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: store, namespace: ns}
            spec: {provider: {memory: {token: {name: login, key: token}}}}
            """);
    store.requireToken("old");
    store.put("k", "one");
    assertThat(fetch("a", "k", HOUR)).isEqualTo("one");

    store.requireToken("new");
    token("new");
    cluster.advance(Duration.ofMinutes(2));
    assertThat(fetch("a", "k", Duration.ZERO)).isEqualTo("one");
  }

  private void token(String value) {
    ObjectNode _ =
        cluster.apply(
            "{apiVersion: v1, kind: Secret, metadata: {name: login, namespace: ns}, stringData:"
                + " {token: "
                + value
                + "}}");
  }

  @Test
  void tenantsAreNotToldWhatAClusterStoreReads() {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ClusterSecretStore
            metadata: {name: shared}
            spec:
              provider: {memory: {token: {name: hidden, namespace: infra, key: token}}}
            """);
    StoreRef shared = new StoreRef(StoreKind.CLUSTER_SECRET_STORE, "shared");
    Map<StoreRef, Set<StoreQuery>> plan = Map.of(shared, Set.of(StoreQuery.current("k")));

    assertThat(engine.isPending(plan, ask("a", HOUR))).isTrue();
    assertThat(engine.fetch(plan, ask("a", HOUR)))
        .isInstanceOfSatisfying(
            FetchEngine.Outcome.Answered.class,
            answered ->
                assertThat(requireNonNull(answered.answers().get(shared)).byRead())
                    .containsEntry(
                        StoreQuery.current("k"),
                        StoreAnswer.Failure.unavailable(
                            "the store cannot be used; its own Ready condition says why")));
  }
}
