package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests what an Application must not prune, because it would delete what it needs itself. */
final class PruneGuardTest {

  private static final ResourceId WIDGETS =
      new ResourceId("apiextensions.k8s.io", "CustomResourceDefinition", "", "widgets.example.com");

  private static Desired widget() {
    return new Desired(
        new ResourceId("example.com", "Widget", "shop", "w"),
        "v1",
        Json.object(),
        new Origin("a.yaml", 1),
        0,
        Optional.empty(),
        Set.of());
  }

  private static PruneGuard guard(DesiredSet desired) {
    return new PruneGuard(
        "shop",
        desired,
        (apiVersion, kind) ->
            apiVersion.equals("example.com/v1") && kind.equals("Widget")
                ? Optional.of("widgets")
                : Optional.empty());
  }

  private static DesiredSet resources(Desired... all) {
    return new DesiredSet(List.of(all), List.of(), List.of(), List.of());
  }

  @Test
  void aDefinitionStaysWhileGitHasObjectsOfItsKind() {
    assertThat(guard(resources(widget())).refuse(WIDGETS))
        .contains("Git still has objects of its kind");
    assertThat(guard(resources()).refuse(WIDGETS)).isEmpty();
  }

  @Test
  void aDefinitionStaysForAHookToo() {
    assertThat(
            guard(new DesiredSet(List.of(), List.of(widget()), List.of(), List.of()))
                .refuse(WIDGETS))
        .isPresent();
    assertThat(
            guard(new DesiredSet(List.of(), List.of(), List.of(widget()), List.of()))
                .refuse(WIDGETS))
        .isPresent();
  }

  @Test
  void aDefinitionOfAnotherKindMayGo() {
    PruneGuard guard = guard(resources(widget()));

    assertThat(guard.refuse(definition("widgets.example.org"))).isEmpty();
    assertThat(guard.refuse(definition("gadgets.example.com"))).isEmpty();
  }

  @Test
  void aNamespaceStaysWhileGitHasObjectsInIt() {
    PruneGuard guard = new PruneGuard("elsewhere", resources(widget()), (_, _) -> Optional.empty());

    assertThat(guard.refuse(namespace("shop"))).contains("Git still has objects in it");
    assertThat(guard.refuse(namespace("elsewhere")).orElseThrow()).contains("CreateNamespace=true");
    assertThat(guard.refuse(namespace("other"))).isEmpty();
  }

  @Test
  void anyOtherObjectMayGo() {
    assertThat(guard(resources(widget())).refuse(widget().id())).isEmpty();
    assertThat(
            guard(resources(widget()))
                .refuse(new ResourceId("example.com", "Namespace", "", "shop")))
        .isEmpty();
  }

  private static ResourceId definition(String name) {
    return new ResourceId("apiextensions.k8s.io", "CustomResourceDefinition", "", name);
  }

  private static ResourceId namespace(String name) {
    return new ResourceId("", "Namespace", "", name);
  }
}
