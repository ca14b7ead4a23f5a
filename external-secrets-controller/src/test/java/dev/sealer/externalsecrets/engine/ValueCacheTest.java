package dev.sealer.externalsecrets.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ValueCacheTest {
  private static final StoreIdentity STORE =
      new StoreIdentity(new StoreRef(StoreKind.SECRET_STORE, "s"), "ns", "");
  private static final StoreQuery READ = StoreQuery.current("k");

  private final AtomicLong now = new AtomicLong();
  private final ValueCache cache = new ValueCache(10_000, now::get);

  private static ValueCache.Kept value(SecretBytes bytes) {
    return new ValueCache.Kept(
        new StoreAnswer.Found(bytes, ""), "v", "o", new PropertyDialect(false, false), 0);
  }

  private static void assertWiped(SecretBytes bytes) {
    assertThatThrownBy(bytes::length).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aValueIsWipedWhenItsTimeIsOver() {
    SecretBytes bytes = SecretBytes.ofUtf8("value");
    cache.put(STORE, READ, value(bytes));
    now.addAndGet(FetchLimits.KEPT.toNanos() + 1);
    cache.beat();

    assertThat(cache.get(STORE, READ)).isEmpty();
    assertWiped(bytes);
  }

  @Test
  void aValueIsWipedWhenAnotherTakesItsPlaceOrTheCacheIsClosed() {
    SecretBytes first = SecretBytes.ofUtf8("first");
    SecretBytes second = SecretBytes.ofUtf8("second");
    SecretBytes late = SecretBytes.ofUtf8("late");
    cache.put(STORE, READ, value(first));
    cache.put(STORE, READ, value(second));
    assertWiped(first);

    cache.close();
    assertWiped(second);
    cache.put(STORE, READ, value(late));
    assertWiped(late);
  }

  @Test
  void theBytesAreBounded() {
    long kept = 0;
    for (int i = 0; i < 100; i++) {
      StoreQuery read = StoreQuery.current("k" + i);
      cache.put(STORE, read, value(SecretBytes.takeOver(new byte[1_000])));
    }
    for (int i = 0; i < 100; i++) {
      kept += cache.get(STORE, StoreQuery.current("k" + i)).isPresent() ? 1_000 : 0;
    }
    assertThat(kept).isPositive().isLessThanOrEqualTo(10_000);
  }

  @Test
  void aProcessThatStoodStillForgetsWhatItKnew() {
    SecretBytes bytes = SecretBytes.ofUtf8("value");
    cache.beat();
    cache.put(STORE, READ, value(bytes));
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    cache.beat();
    assertThat(cache.get(STORE, READ)).isPresent();

    now.addAndGet(ValueCache.PAUSE.toNanos() + 1);
    assertThat(cache.get(STORE, READ)).isEmpty();
    assertWiped(bytes);
  }

  @Test
  void anAnswerToACallFromBeforeAPauseIsNotKept() {
    SecretBytes bytes = SecretBytes.ofUtf8("value");
    cache.beat();
    now.addAndGet(ValueCache.PAUSE.toNanos() + 1);
    cache.beat();
    cache.put(STORE, READ, value(bytes));

    assertThat(cache.get(STORE, READ)).isEmpty();
    assertWiped(bytes);
  }
}
