package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests in which shard an Application is. */
final class ShardsTest {

  @ParameterizedTest
  @CsvSource({
    "argocd, w0, 1, 0",
    "argocd, w0, 2, 1",
    "argocd, w0, 3, 0",
    "argocd, w1, 3, 2",
    "argocd, one, 2, 1",
    "argocd, two, 2, 0",
  })
  void theShardIsTheSameInEveryVersion(String namespace, String name, int count, int shard) {
    ObjectKey application = new ObjectKey(namespace, name);

    assertThat(Shards.shardOf(application, count)).isEqualTo(shard);
    assertThat(new Shards(count, Set.of(shard)).contains(application)).isTrue();
    assertThat(new Shards(count, Set.of(shard + 1)).contains(application)).isFalse();
  }

  @Test
  void manyApplicationsAreSpreadEvenly() {
    for (int shard = 0; shard < 4; shard++) {
      Shards one = new Shards(4, Set.of(shard));
      assertThat(
              IntStream.range(0, 200)
                  .filter(i -> one.contains(new ObjectKey("argocd", "web-" + i)))
                  .count())
          .isBetween(40L, 60L);
    }
  }

  @Test
  void oneProcessHasAll() {
    assertThat(Shards.single().isSplit()).isFalse();
    assertThat(Shards.single().contains(new ObjectKey("argocd", "web"))).isTrue();
  }
}
