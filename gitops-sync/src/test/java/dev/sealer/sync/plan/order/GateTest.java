package dev.sealer.sync.plan.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.SyncPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a task of a sync from beginning. */
final class GateTest {

  private static final ResourceId WIDGET = new ResourceId("example.com", "Widget", "ns", "w");
  private static final ResourceId DEFINITION =
      new ResourceId("apiextensions.k8s.io", "CustomResourceDefinition", "", "widgets");
  private static final Duration YOUNG = Duration.ofSeconds(59);
  private static final Duration OLD = Duration.ofMinutes(2);

  private static Task task(String name, Task.State state) {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", name);
    return new Task(Task.Action.APPLY, id, SyncPhase.SYNC, 0, state, "");
  }

  private static Gate holding(String name, String reason, long seconds) {
    return task ->
        task.id().name().equals(name)
            ? Optional.of(new Gate.Hold(reason, Duration.ofSeconds(seconds)))
            : Optional.empty();
  }

  @Test
  void onlyATaskThatHasNotBegunIsHeld() {
    Task begun = task("a", Task.State.WAITING);
    Task free = task("b", Task.State.PENDING);

    Gate.Held held =
        holding("a", "the reason", 7).apply(List.of(begun, free, task("a", Task.State.PENDING)));

    assertThat(held.tasks())
        .containsExactly(begun, free, task("a", Task.State.PENDING).held("the reason"));
    assertThat(held.tasks().getLast().state()).isEqualTo(Task.State.HELD);
    assertThat(held.lookAgain()).hasValue(Duration.ofSeconds(7));
  }

  @Test
  void nothingIsLookedAtAgainWhereNothingIsHeld() {
    assertThat(holding("a", "", 7).apply(List.of(task("b", Task.State.PENDING))).lookAgain())
        .isEmpty();
  }

  @Test
  void theFirstOfSeveralGatesSaysWhyAndTheSoonestHoldIsLookedAtAgain() {
    Gate gate =
        Gate.all(List.of(holding("a", "first", 9), holding("a", "second", 1), holding("b", "", 3)));

    Gate.Held held =
        gate.apply(List.of(task("a", Task.State.PENDING), task("b", Task.State.PENDING)));

    assertThat(held.tasks()).extracting(Task::message).containsExactly("first", "");
    assertThat(held.lookAgain()).hasValue(Duration.ofSeconds(3));
  }

  private static Desired desired(ResourceId id, ObjectNode object) {
    return new Desired(id, "v1", object, new Origin("all.yaml", 1), 0, Optional.empty(), Set.of());
  }

  private static Desired definition() {
    ObjectNode object = Json.object();
    ObjectNode spec = object.putObject("spec").put("group", "example.com");
    spec.putObject("names").put("kind", "Widget");
    spec.putArray("versions").addObject().put("name", "v1").put("served", true);
    return desired(DEFINITION, object);
  }

  private static Optional<Gate.Hold> hold(boolean served, boolean defined, Duration age) {
    Desired widget = desired(WIDGET, Json.object());
    List<Compared> all =
        defined
            ? List.of(Compared.missing(widget), Compared.missing(definition()))
            : List.of(Compared.missing(widget));
    return new ServedKindGate(new Comparison(all), List.of(), _ -> served, age)
        .hold(new Task(Task.Action.APPLY, WIDGET, SyncPhase.SYNC, 0, Task.State.PENDING, ""));
  }

  @Test
  void anObjectWaitsForItsKindThatTheSameSyncBrings() {
    assertThat(hold(false, true, YOUNG)).isPresent();
    assertThat(hold(true, true, YOUNG)).isEmpty();
    assertThat(hold(false, false, YOUNG)).isEmpty();
  }

  @Test
  void aHookWaitsForItsKindThatTheSameSyncBrings() {
    Comparison comparison = new Comparison(List.of(Compared.missing(definition())));
    Desired hook = desired(WIDGET, Json.object());
    Task task = new Task(Task.Action.HOOK, WIDGET, SyncPhase.SYNC, 0, Task.State.PENDING, "");

    assertThat(new ServedKindGate(comparison, List.of(hook), _ -> false, YOUNG).hold(task))
        .isPresent();
    assertThat(new ServedKindGate(comparison, List.of(hook), _ -> true, YOUNG).hold(task))
        .isEmpty();
  }

  @Test
  void aKindThatIsNotServedYetIsAskedForSoonAndNotWithoutLimit() {
    assertThat(hold(false, true, YOUNG).orElseThrow().lookAgain()).isEqualTo(Duration.ofSeconds(1));
    assertThat(hold(false, true, OLD).orElseThrow().lookAgain()).isEqualTo(Duration.ofSeconds(30));
  }
}
