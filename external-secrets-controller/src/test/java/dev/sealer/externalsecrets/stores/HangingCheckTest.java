package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.reconcile.Outcome;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks on threads of the JDK, of stores that do not answer. */
final class HangingCheckTest {
  /** More than there are workers for stores. */
  private static final int STORES = 20;

  private static final Outcome PENDING = Outcome.requeueAfter(StoreChecks.PATIENCE);

  private final BlockingQueue<ObjectKey> ended = new LinkedBlockingQueue<>();
  private final CountDownLatch hanging = new CountDownLatch(STORES);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger checks = new AtomicInteger();
  private final InMemoryStores place = new InMemoryStores(this::ended);

  HangingCheckTest() {
    place.store.reportBy(this::check);
    place.apply("healthy", "{provider: {memory: {region: " + MemoryStore.REGION + "}}}");
    for (int i = 0; i < STORES; i++) {
      place.apply("hangs" + i, "{provider: {memory: {region: hanging}}}");
    }
  }

  @AfterEach
  void end() {
    release.countDown();
  }

  private void ended(Collection<ObjectKey> stores) {
    ended.addAll(stores);
  }

  private StoreHealth check(String region) {
    if (region.equals("hanging")) {
      checks.incrementAndGet();
      hanging.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new StoreHealth.Valid();
  }

  private String awaitEnd() throws InterruptedException {
    ObjectKey key = ended.poll(1, TimeUnit.MINUTES);
    return key == null ? "none" : key.name();
  }

  private void checkAll() throws InterruptedException {
    for (int i = 0; i < STORES; i++) {
      assertThat(place.reconcile("hangs" + i)).isEqualTo(PENDING);
    }
    assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void holdNoOtherStore() throws InterruptedException {
    checkAll();

    if (place.reconcile("healthy").equals(PENDING)) {
      assertThat(awaitEnd()).isEqualTo("healthy");
      assertThat(place.reconcile("healthy"))
          .isEqualTo(Outcome.requeueAfter(InMemoryStores.INTERVAL));
    }
    assertThat(place.ready("healthy")).startsWith("True");
  }

  @Test
  void failAfterAWhileAndHoldOneThreadOfTheirStore() throws InterruptedException {
    checkAll();
    place.cluster.advance(StoreChecks.PATIENCE);

    assertThat(place.reconcile("hangs0")).isInstanceOf(Outcome.Retry.class);
    assertThat(place.ready("hangs0"))
        .startsWith("False InvalidProviderConfig")
        .contains("the store has not answered the check within 60 s");
    assertThat(checks).hasValue(STORES);

    release.countDown();
    for (int i = 0; i < STORES; i++) {
      assertThat(awaitEnd()).startsWith("hangs");
    }
    assertThat(place.reconcile("hangs0")).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.ready("hangs0")).startsWith("True");
  }

  @Test
  void doNotKeepAnEditedStoreFromItsNextCheck() throws InterruptedException {
    checkAll();
    place.apply("hangs0", "{provider: {memory: {region: " + MemoryStore.REGION + "}}}");

    if (place.reconcile("hangs0").equals(PENDING)) {
      assertThat(awaitEnd()).isEqualTo("hangs0");
      assertThat(place.reconcile("hangs0")).isInstanceOf(Outcome.RequeueAfter.class);
    }
    assertThat(place.ready("hangs0")).startsWith("True");
  }
}
