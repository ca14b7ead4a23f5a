package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadBatcherTest {

  private final List<Set<SecretRead>> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<SecretBytes> handedOut = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Error failure;
  private volatile @Nullable RuntimeException fault;

  @Test
  void readsThatComeTogetherShareOneCallAndEveryCallerGetsItsOwnCopy() throws Exception {
    // The window outlasts the test: only the full batch ends it.
    ReadBatcher batcher =
        new ReadBatcher(client(3), Duration.ofMinutes(5), JdkPlatform.standard().time());
    List<Future<Map<SecretRead, ReadResult>>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String key : List.of("a", "b")) {
        List<SecretRead> reads = List.of(SecretRead.current("shared"), SecretRead.current(key));
        answers.add(callers.submit(() -> batcher.read(reads)));
      }
    }

    assertThat(calls)
        .containsExactly(
            Set.of(SecretRead.current("shared"), SecretRead.current("a"), SecretRead.current("b")));
    for (Future<Map<SecretRead, ReadResult>> answer : answers) {
      ReadResult shared = answer.get().get(SecretRead.current("shared"));
      assertThat(shared).isInstanceOf(ReadResult.Found.class);
      try (SecretBytes value = ((ReadResult.Found) shared).value()) {
        assertThat(value.matches(SecretBytes.ofUtf8("shared"))).isTrue();
      }
    }
    assertThat(handedOut)
        .allSatisfy(original ->
            assertThatThrownBy(original::length)
                .as("the originals are wiped")
                .isInstanceOf(IllegalStateException.class));
  }

  @Test
  void aStoreThatCannotBatchIsNotWaitedFor() {
    ReadBatcher batcher =
        new ReadBatcher(client(1), Duration.ofMinutes(5), JdkPlatform.standard().time());

    assertThat(batcher.read(List.of(SecretRead.current("a")))).hasSize(1);
    assertThat(calls).hasSize(1);
  }

  @Test
  void anErrorInTheReadReachesEveryCaller() {
    failure = new StackOverflowError();
    ReadBatcher batcher =
        new ReadBatcher(client(2), Duration.ofMinutes(5), JdkPlatform.standard().time());
    List<Future<Map<SecretRead, ReadResult>>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String key : List.of("a", "b")) {
        answers.add(callers.submit(() -> batcher.read(List.of(SecretRead.current(key)))));
      }
    }

    assertThat(answers)
        .allSatisfy(answer ->
            assertThatThrownBy(answer::get).hasRootCauseInstanceOf(StackOverflowError.class));
  }

  @Test
  void anExceptionOfAClientIsThatStoresAnswerAndIsNotQuoted() {
    fault = new NumberFormatException("canary-4d1f");
    ReadBatcher batcher =
        new ReadBatcher(client(1), Duration.ofMinutes(5), JdkPlatform.standard().time());

    assertThat(batcher.read(List.of(SecretRead.current("a"))).values())
        .singleElement()
        .isInstanceOfSatisfying(
            ReadResult.Unavailable.class,
            answer ->
                assertThat(answer.cause())
                    .contains("NumberFormatException")
                    .doesNotContain("canary"));
  }

  private SecretStoreClient client(int batchSize) {
    return new SecretStoreClient() {
      @Override
      public Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
        calls.add(Set.copyOf(reads));
        if (failure != null) {
          throw failure;
        }
        if (fault != null) {
          throw fault;
        }
        Map<SecretRead, ReadResult> answers = new HashMap<>();
        for (SecretRead read : reads) {
          SecretBytes value = SecretBytes.ofUtf8(read.key());
          handedOut.add(value);
          answers.put(read, new ReadResult.Found(value, ""));
        }
        return answers;
      }

      @Override
      public int batchSize() {
        return batchSize;
      }

      @Override
      public PropertyDialect properties() {
        return new PropertyDialect(false, false);
      }

      @Override
      public StoreHealth validate() {
        return new StoreHealth.Valid();
      }

      @Override
      public void close() {}
    };
  }
}
