package dev.sealer.externalsecrets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.SecretStore;
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
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.kit.InMemoryCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine on threads of the JDK, with a store that does not answer. */
final class HangingStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PARALLEL = 4;
  private static final ObjectKey READER = new ObjectKey("ns", "reader");

  private final InMemoryCluster cluster = new InMemoryCluster("ns");
  private final MemoryStore store = new MemoryStore();
  private final CountDownLatch hanging = new CountDownLatch(PARALLEL);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  private Optional<StoreAnswer> answer(String region, StoreQuery read) {
    if (region.equals("hanging")) {
      calls.incrementAndGet();
      hanging.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.of(StoreAnswer.Failure.unavailable("no answer to " + read.subject()));
    }
    return Optional.empty();
  }

  private FetchEngine engine() {
    for (String name : List.of("hanging", MemoryStore.REGION)) {
      ObjectNode _ =
          cluster.apply(
              """
              apiVersion: external-secrets.io/v1
              kind: SecretStore
              metadata: {name: %s, namespace: ns}
              spec: {provider: {memory: {region: %s}}}
              """
                  .formatted(name, name));
    }
    StoreDirectory directory =
        new StoreDirectory(
            cluster.watch(SecretStore.class, StoreObject::of),
            cluster.watch(ClusterSecretStore.class, StoreObject::of),
            cluster.watchMetadata(ResourceType.NAMESPACE),
            new CheckedStores());
    MemoryProvider provider = new MemoryProvider(store, 1, this::answer);
    return new FetchEngine(
        directory,
        new StoreClients(
            new Providers(List.of(provider)),
            new CredentialReader(cluster.objects(), cluster.context().calls()),
            JdkPlatform.standard()),
        FetchLimits.standard(Duration.ZERO, true),
        JdkPlatform.standard(),
        this::enqueued);
  }

  private void enqueued(Collection<ObjectKey> keys) {
    if (keys.contains(READER)) {
      answered.countDown();
    }
  }

  private static Map<StoreRef, Set<StoreQuery>> plan(String store, String key) {
    return Map.of(new StoreRef(StoreKind.SECRET_STORE, store), Set.of(StoreQuery.current(key)));
  }

  @Test
  void holdsItsOwnFewThreadsAndDelaysNoOtherStore() throws InterruptedException {
    store.put("k", "value");
    try (FetchEngine engine = engine()) {
      for (int i = 0; i < 5 * PARALLEL; i++) {
        FetchEngine.Ask ask = new FetchEngine.Ask(new ObjectKey("ns", "h" + i), "v", true, HOUR);
        assertThat(engine.isPending(plan("hanging", "k" + i), ask)).isTrue();
      }
      assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();

      FetchEngine.Ask ask = new FetchEngine.Ask(READER, "v", true, HOUR);
      assertThat(engine.isPending(plan(MemoryStore.REGION, "k"), ask)).isTrue();
      assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(engine.fetch(plan(MemoryStore.REGION, "k"), ask))
          .isInstanceOfSatisfying(
              FetchEngine.Outcome.Answered.class, FetchEngine.Outcome.Answered::close);
      assertThat(calls).hasValue(PARALLEL);
    } finally {
      release.countDown();
    }
  }
}
