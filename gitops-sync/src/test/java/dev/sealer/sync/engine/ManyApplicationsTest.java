package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Counts what 200 Applications of one repository cost. */
final class ManyApplicationsTest {

  private static final int APPLICATIONS = 200;

  /** Each Application's; {@code -Dsync.objects=20} gives 4,000 of them. */
  private static final int OBJECTS = Integer.getInteger("sync.objects", 2);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();
  private final Map<String, String> files = new TreeMap<>();
  private final List<Call> calls = new ArrayList<>();

  @BeforeEach
  void begin() {
    for (int i = 0; i < APPLICATIONS; i++) {
      for (int j = 0; j < OBJECTS; j++) {
        files.put(name(i) + "/c" + j + ".yaml", configMap(name(i) + "-" + j, "1"));
      }
    }
    String _ = commit();
    for (int i = 0; i < APPLICATIONS; i++) {
      ObjectNode _ =
          place.user.apply(
              """
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: %s, namespace: argocd}
              spec:
                project: default
                source: {repoURL: "%s", targetRevision: main, path: %s}
                destination: {server: https://kubernetes.default.svc, namespace: app}
                syncPolicy: {automated: {prune: true, selfHeal: true}}
              """
                  .formatted(name(i), MemoryGit.URL, name(i)));
    }
    place.settle();
    place.world.observe(
        new Observer() {
          @Override
          public void sent(Call call) {
            if (call.process().equals("a") && !call.name().isEmpty()) {
              calls.add(call);
            }
          }
        });
  }

  private static String name(int number) {
    return "app-" + number;
  }

  private String commit() {
    List<String> all = new ArrayList<>();
    files.forEach((path, content) -> {
      all.add(path);
      all.add(content);
    });
    return place.git.commit(all.toArray(String[]::new));
  }

  private long showing(String sha) {
    return place.world.server().list(InMemoryApplications.APPLICATION, "argocd").stream()
        .filter(one -> one.at("/status/sync/revision").asText().equals(sha))
        .count();
  }

  @Test
  void twentyIdleRoundsSendNoRequestAndRenderNothing() {
    assertThat(place.summary(name(7))).isEqualTo("Synced Healthy Succeeded");
    int renders = place.git.renders();
    int polls = place.git.polls();

    place.pass(Duration.ofMinutes(40));

    assertThat(calls).isEmpty();
    assertThat(place.git.renders()).isEqualTo(renders);
    assertThat(place.git.polls() - polls).isBetween(18, 23);
  }

  @Test
  void aCommitThatTouchesOneOfManyIsRenderedOnceAndShownByTheOthersInTime() {
    int renders = place.git.renders();
    files.put(name(7) + "/c0.yaml", configMap(name(7) + "-0", "2"));
    String sha = commit();

    List<StoredWrite> atOnce = place.writesDuring(Duration.ofSeconds(140));
    assertThat(place.greeting(name(7) + "-0")).isEqualTo("2");
    // The directory is listed, to find out what it holds, and read.
    assertThat(place.git.renders() - renders).isEqualTo(2);
    assertThat(atOnce.size()).isLessThan(APPLICATIONS);
    assertThat(showing(sha)).isLessThan(APPLICATIONS);

    place.pass(Duration.ofMinutes(6));
    assertThat(showing(sha)).isEqualTo(APPLICATIONS);
    assertThat(place.git.renders() - renders).isEqualTo(2);
  }

  @Test
  void aRefreshShowsTheCommitAtOnce() {
    files.put(name(7) + "/c0.yaml", configMap(name(7) + "-0", "2"));
    String sha = commit();
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            InMemoryApplications.application(name(8)),
            "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
    place.pass(Duration.ofSeconds(5));

    assertThat(place.status(name(8)).at("/sync/revision").asText()).isEqualTo(sha);
    // One that asks tells the others of what it has found.
    assertThat(place.greeting(name(7) + "-0")).isEqualTo("2");
    assertThat(showing(sha)).isLessThan(APPLICATIONS / 2);
  }
}
