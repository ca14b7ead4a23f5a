package dev.sealer.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.spec.SourceSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests which renderings are kept for the next comparison. */
final class RememberedSourcesTest {

  private static final SourceSet SOURCES = SourceSet.of(null, List.of());
  private static final RememberedSources.Place PLACE = place("web", "default");

  private final RememberedSources remembered = new RememberedSources();

  private static RememberedSources.Place place(String application, String project) {
    return new RememberedSources.Place(
        new ObjectKey("argocd", application), project, SOURCES, "app");
  }

  private static Desired desired(String kind) {
    return new Desired(
        new ResourceId("", kind, "app", "hello"),
        "v1",
        Json.object().put("kind", kind),
        new Origin("a.yaml", 1),
        0,
        Optional.empty(),
        Set.of());
  }

  private static DesiredSet resources(String... kinds) {
    return new DesiredSet(
        List.of(kinds).stream().map(RememberedSourcesTest::desired).toList(),
        List.of(),
        List.of(),
        List.of());
  }

  private static FetchedSources fetched(DesiredSet desired) {
    return new FetchedSources(
        SOURCES, List.of(), desired, ProjectRules.open(), List.of(), Optional.empty());
  }

  private void keep(DesiredSet desired) {
    remembered.keep(PLACE, fetched(desired), _ -> true);
  }

  @Test
  void whatWasRenderedIsKept() {
    FetchedSources fetched = fetched(resources("ConfigMap"));
    remembered.keep(PLACE, fetched, _ -> true);

    assertThat(remembered.find(PLACE)).contains(fetched);
    assertThat(remembered.find(place("other", "default"))).isEmpty();
    assertThat(remembered.find(place("web", "other"))).isEmpty();
  }

  @Test
  void noSecretIsKept() {
    keep(resources("ConfigMap", "Secret"));
    assertThat(remembered.find(PLACE)).isEmpty();

    keep(new DesiredSet(List.of(), List.of(desired("Secret")), List.of(), List.of()));
    assertThat(remembered.find(PLACE)).isEmpty();

    keep(new DesiredSet(List.of(), List.of(), List.of(desired("Secret")), List.of()));
    assertThat(remembered.find(PLACE)).isEmpty();
  }

  @Test
  void aSecretThatCameMakesTheEarlierRenderingForgotten() {
    keep(resources("ConfigMap"));
    keep(resources("ConfigMap", "Secret"));

    assertThat(remembered.find(PLACE)).isEmpty();
  }

  @Test
  void whatHasAKindThatIsNotServedYetIsNotKept() {
    remembered.keep(PLACE, fetched(resources("ConfigMap")), _ -> false);

    assertThat(remembered.find(PLACE)).isEmpty();
  }
}
