package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what commits of other directories of a repository do to an Application. */
final class ForeignCommitsTest {

  private static final String HOOK =
      "{argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookFailed}";

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void commit(String elsewhere) {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "1"),
            "app/hook.yaml",
            configMap("hook", "1", HOOK),
            "elsewhere/readme.txt",
            elsewhere);
  }

  private String startedAt() {
    return place.status("web").at("/operationState/startedAt").asText();
  }

  @Test
  void aFailedSyncIsNotRepeatedForACommitOfAnotherDirectory() {
    place
        .world
        .server()
        .admitWith(review ->
            review.key().name().equals("hello")
                ? new Verdict.Refused("a policy forbids it")
                : new Verdict.Allowed());
    commit("1");
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).endsWith("Failed");
    String started = startedAt();

    commit("2");
    place.settle();
    place.settle();

    assertThat(startedAt()).isEqualTo(started);
    assertThat(place.condition("web", "SyncError")).contains("the last sync of this revision");
  }

  @Test
  void driftIsHealedByItselfAlsoAfterACommitOfAnotherDirectory() {
    commit("1");
    place.automated("web", "");
    place.settle();
    commit("2");
    place.settle();
    place.settle();
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: drift}");
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("1");
    assertThat(place.status("web").at("/operationState/operation/sync/resources")).hasSize(1);
    assertThat(place.status("web").path("history")).hasSize(1);
    assertThat(place.status("web").at("/operationState/syncResult/resources/0/message").asText())
        .contains("undid");
  }
}
