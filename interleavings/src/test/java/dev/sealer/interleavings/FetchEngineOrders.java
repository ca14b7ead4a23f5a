package dev.sealer.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.StoreTraits;
import dev.sealer.externalsecrets.store.fake.FakeStoreProvider;
import dev.sealer.externalsecrets.stores.CheckedStores;
import dev.sealer.externalsecrets.stores.CredentialReader;
import dev.sealer.externalsecrets.stores.Providers;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pastalab.fray.junit.junit5.FrayTestExtension;
import org.pastalab.fray.junit.junit5.annotations.FrayTest;

/** Two ExternalSecrets that read from one store, and an engine that may be closed meanwhile. */
@ExtendWith(FrayTestExtension.class)
class FetchEngineOrders {

  private static final StoreRef STORE = new StoreRef(StoreKind.SECRET_STORE, "store");

  /** One for all runs: making one takes longer than a run. */
  private static final InMemoryCluster CLUSTER = cluster();

  private static final StoreDirectory DIRECTORY =
      new StoreDirectory(
          CLUSTER.watch(SecretStore.class, StoreObject::of),
          CLUSTER.watch(ClusterSecretStore.class, StoreObject::of),
          CLUSTER.watchMetadata(ResourceType.NAMESPACE),
          new CheckedStores());

  private final Reader first = new Reader("first");
  private final Reader second = new Reader("second");
  private final FetchEngine engine = engine();

  private static InMemoryCluster cluster() {
    InMemoryCluster cluster = new InMemoryCluster("ns");
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: store, namespace: ns}
            spec: {provider: {fake: {data: [{key: k, value: v}]}}}
            """);
    return cluster;
  }

  private FetchEngine engine() {
    StoreProvider provider = new BatchingProvider();
    return new FetchEngine(
        DIRECTORY,
        new StoreClients(
            new Providers(List.of(provider)),
            new CredentialReader(CLUSTER.objects(), CLUSTER.context().calls()),
            PlatformThreads.platform()),
        FetchLimits.standard(Duration.ofMillis(25), true),
        PlatformThreads.platform(),
        this::wake);
  }

  private void wake(Collection<ObjectKey> answered) {
    for (Reader reader : List.of(first, second)) {
      if (answered.contains(reader.key)) {
        reader.woken.release();
      }
    }
  }

  /** Takes two reads in one call, so that a thread waits for a second one. */
  private static final class BatchingProvider implements StoreProvider {
    private final StoreProvider values = new FakeStoreProvider();

    @Override
    public String blockName() {
      return values.blockName();
    }

    @Override
    public StoreTraits traits() {
      StoreTraits one = values.traits();
      return new StoreTraits(2, one.properties(), one.capabilities(), one.features());
    }

    @Override
    public Parsed parse(StoreBlock block) {
      return values.parse(block);
    }
  }

  /** Asks as a worker does: again when the engine says that the answer is there. */
  private final class Reader {
    private final ObjectKey key;
    private final Semaphore woken = new Semaphore(0);

    Reader(String name) {
      this.key = new ObjectKey("ns", name);
    }

    FetchEngine.Outcome ask() {
      Set<StoreQuery> reads = new LinkedHashSet<>(Set.of(StoreQuery.current("k")));
      return engine.fetch(
          Map.of(STORE, reads), new FetchEngine.Ask(key, "v1", false, Duration.ZERO));
    }

    void awaitAnswer() {
      FetchEngine.Outcome outcome = ask();
      while (outcome instanceof FetchEngine.Outcome.Pending) {
        woken.acquireUninterruptibly();
        outcome = ask();
      }
      assertThat(outcome).isInstanceOf(FetchEngine.Outcome.Answered.class);
      ((FetchEngine.Outcome.Answered) outcome).close();
    }
  }

  /** A wake-up that is lost leaves a reader waiting, which is a deadlock. */
  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void everyReaderIsWokenAndGetsAnAnswer() throws InterruptedException {
    Thread other = new Thread(second::awaitAnswer);
    other.start();
    first.awaitAnswer();
    other.join();

    engine.close();
  }

  @FrayTest(iterations = OrderRunner.FEW_ORDERS)
  void closeReturnsWhileReadersAskAndNothingIsHandedOutAfterIt() throws InterruptedException {
    Thread other = new Thread(() -> close(second.ask()));
    other.start();
    close(first.ask());
    engine.close();
    other.join();

    assertThat(first.ask()).isInstanceOf(FetchEngine.Outcome.Pending.class);
  }

  private static void close(FetchEngine.Outcome outcome) {
    if (outcome instanceof FetchEngine.Outcome.Answered answered) {
      answered.close();
    }
  }
}
