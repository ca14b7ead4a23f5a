package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.application.OwnStatuses;
import java.util.Optional;
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
}
