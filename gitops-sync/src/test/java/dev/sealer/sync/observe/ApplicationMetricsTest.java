package dev.sealer.sync.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.git.GitObserver;
import dev.sealer.git.RepositoryUrl;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rows the metrics have. */
final class ApplicationMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static SyncObserver.AppInfo app(String status) {
    return new SyncObserver.AppInfo(
        "argocd", "web", "default", "https://h/r", "server", "app", status, "Healthy", "");
  }

  private List<String> states() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().equals("argocd.app.info"))
        .map(id -> String.valueOf(id.getTag("sync_status")))
        .toList();
  }

  @Test
  void aTermThatEndsLeavesNoRows() {
    ApplicationMetrics former = new ApplicationMetrics(registry);
    former.seen(app("OutOfSync"));
    former.stopped();
    assertThat(states()).isEmpty();

    new ApplicationMetrics(registry).seen(app("Synced"));
    assertThat(states()).containsExactly("Synced");
  }

  @Test
  void anyNumberOfRepositoriesGivesABoundedNumberOfRows() {
    ApplicationMetrics metrics = new ApplicationMetrics(registry);
    for (int i = 0; i < 1_100; i++) {
      metrics.exchanged(
          RepositoryUrl.parse("https://example.com/" + i),
          GitObserver.Request.FETCH,
          Duration.ofMillis(1),
          true);
    }

    assertThat(registry.find("argocd.git.request").counters()).hasSize(1_001);
    assertThat(registry.get("argocd.git.request").tag("repo", "other").counter().count())
        .isEqualTo(100);
  }
}
