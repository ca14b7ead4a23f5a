package dev.sealer.simulation.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.WatchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InMemoryClusterTest {

  private static final ObjectKey KEY = new ObjectKey("ns", "a");

  private final InMemoryCluster cluster = new InMemoryCluster("ns");

  private void secret(String name) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: ns}
        stringData: {password: canary}
        """
            .formatted(name));
  }

  @Test
  void manifestsAreAppliedAndReadBack() {
    secret("a");

    assertThat(cluster.values(KEY)).isEqualTo(Map.of("password", "canary"));
    assertThat(cluster.objects().read(ObjectRef.secret(KEY)))
        .isInstanceOf(ObjectReadResult.Found.class);
    cluster.edit(ResourceType.SECRET, KEY, "data: {password: null}");
    assertThat(cluster.values(KEY)).isEmpty();
    cluster.delete(ResourceType.SECRET, KEY);
    assertThat(cluster.secret(KEY)).isEmpty();
  }

  @Test
  void aRefusedManifestFailsTheTest() {
    assertThatThrownBy(() ->
            cluster.apply("{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: none}}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("namespaces \"none\" not found");
  }

  @Test
  void aCurrentWatchIsNeverBehind() {
    CurrentObjects<ObjectMetadata> watch = cluster.watchMetadata(ResourceType.SECRET);
    assertThat(watch.get(KEY)).isEmpty();
    secret("a");

    assertThat(watch.get(KEY)).isPresent();
    assertThat(watch.list()).hasSize(1);
    assertThat(watch.seenVersion("ns")).isEqualTo(watch.get(KEY).orElseThrow().resourceVersion());
  }

  @Test
  void aStartedWatchListsOnceAndStaysSo() {
    secret("a");
    ObjectWatch<ObjectMetadata> watch =
        MetadataWatch.of(
            cluster.server(), ResourceType.SECRET, WatchScope.in(List.of("ns")), List.of());
    watch.start(cluster.platform());
    secret("b");

    assertThat(watch.synced()).isTrue();
    assertThat(watch.list()).extracting(ObjectMetadata::key).containsExactly(KEY);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void onlyTheTestMovesTheClock() throws InterruptedException {
    Instant before = cluster.time().instant();
    secret("a");
    assertThat(cluster.time().instant()).isEqualTo(before);

    cluster.advance(Duration.ofMinutes(5));
    cluster.time().sleep(Duration.ofMinutes(1));
    assertThat(cluster.time().instant()).isEqualTo(before.plus(Duration.ofMinutes(6)));
  }
}
