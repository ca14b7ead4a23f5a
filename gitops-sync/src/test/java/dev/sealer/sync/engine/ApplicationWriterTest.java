package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.application.OwnStatuses;
import dev.sealer.yaml.KubeYaml;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what is written to an Application next to its status. */
final class ApplicationWriterTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();
  private final ApplicationWriter writer =
      new ApplicationWriter(place.world.objects("sync"), new OwnStatuses());

  private ApplicationView asks(String refresh) {
    place.apply("web", "annotations: {argocd.argoproj.io/refresh: " + refresh + "}", "{}");
    return view();
  }

  private ApplicationView view() {
    return new ApplicationView(place.user.get(APPLICATION, application("web")));
  }

  @Test
  void aRefreshThatWasAnsweredIsTakenOff() {
    Optional<ApplicationView> written = writer.answerRefresh(asks("normal"), Optional.of("normal"));

    assertThat(written.orElseThrow().refresh()).isEmpty();
    assertThat(view().refresh()).isEmpty();
  }

  @Test
  void aRefreshThatCameMeanwhileStays() {
    ApplicationView now = asks("hard");

    Optional<ApplicationView> _ = writer.answerRefresh(now, Optional.empty());
    Optional<ApplicationView> _ = writer.answerRefresh(now, Optional.of("normal"));
    assertThat(view().refresh()).contains("hard");

    ObjectNode _ = place.user.edit(APPLICATION, application("web"), "metadata: {labels: {a: b}}");
    assertThat(writer.answerRefresh(now, Optional.of("hard"))).isEmpty();
    assertThat(view().refresh()).contains("hard");
  }

  private Optional<ApplicationView> write(
      ApplicationView decidedOn, String status, boolean takesRequest) {
    return writer.write(
        decidedOn,
        Json.typed(KubeYaml.readDocument(status, "test").content(), ApplicationStatus.class),
        takesRequest,
        Set.of());
  }

  private void edit(String patch) {
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), patch);
  }

  @Test
  void aStatusThatWasDecidedOnAnOlderOneIsNotWritten() {
    ApplicationView before = asks("normal");
    edit("status: {sourceType: Kustomize}");

    assertThat(write(before, "sourceType: Directory", false)).isEmpty();
    assertThat(view().tree().at("/status/sourceType").asText()).isEqualTo("Kustomize");
  }

  @Test
  void aStatusIsWrittenAlthoughALabelWasSetMeanwhile() {
    ApplicationView before = asks("normal");
    edit("metadata: {labels: {a: b}}");

    assertThat(write(before, "sourceType: Directory", false)).isPresent();
    assertThat(view().tree().at("/status/sourceType").asText()).isEqualTo("Directory");
    assertThat(view().tree().at("/metadata/labels/a").asText()).isEqualTo("b");
  }

  @Test
  void aTerminationThatComesMeanwhileStays() {
    ApplicationView _ = asks("normal");
    edit(
        "status: {operationState: {phase: Running, startedAt: '2026-01-31T12:00:00Z', operation: {sync: {}}}}");
    ApplicationView running = view();
    edit("status: {operationState: {phase: Terminating}}");

    assertThat(
            write(
                running,
                "operationState: {phase: Succeeded, startedAt: '2026-01-31T12:00:00Z', operation: {sync: {}}}",
                false))
        .isEmpty();
    assertThat(view().tree().at("/status/operationState/phase").asText()).isEqualTo("Terminating");
  }

  @Test
  void aRequestThatReplacesTheOneThatBeginsStays() {
    ApplicationView _ = asks("normal");
    edit("operation: {sync: {revision: one}}");
    ApplicationView requested = view();
    edit("operation: {sync: {revision: two}}");

    assertThat(write(requested, "sourceType: Directory", true)).isEmpty();
    assertThat(view().tree().at("/operation/sync/revision").asText()).isEqualTo("two");
  }
}
