package dev.sealer.sync.plan.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.Hook;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.Task.Action;
import dev.sealer.sync.plan.order.Task.State;
import dev.sealer.yaml.KubeYaml;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks a comparison gives, in which wave, and how far each is. */
final class TaskListTest {

  private static final SyncOptions NONE = SyncOptions.of(List.of());
  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

  private static ObjectNode object(String name, int wave, String options) {
    ObjectNode object = Json.object();
    ObjectNode annotations =
        object.putObject("metadata").put("name", name).putObject("annotations");
    annotations.put("argocd.argoproj.io/sync-wave", String.valueOf(wave));
    annotations.put("argocd.argoproj.io/sync-options", options);
    return object;
  }

  private static ResourceId id(String kind, String namespace, String name) {
    return new ResourceId("", kind, namespace, name);
  }

  private static Desired desired(ResourceId id, int wave) {
    return new Desired(
        id,
        "v1",
        object(id.name(), wave, ""),
        new Origin("a.yaml", 1),
        wave,
        Optional.empty(),
        Set.of());
  }

  private static Compared missing(String name, int wave) {
    return Compared.missing(desired(id("ConfigMap", "app", name), wave));
  }

  private static Compared extra(String name, int wave, String options) {
    return Compared.extra(
        id("ConfigMap", "app", name),
        "v1",
        LiveFacts.of(object(name, wave, options), HealthChecks.builtIn()));
  }

  private static TaskList.SyncScope scope(boolean prune, boolean approved, String... options) {
    return new TaskList.SyncScope(
        _ -> true, true, prune, SyncOptions.of(Arrays.asList(options)), approved);
  }

  private static List<Task> tasks(
      TaskList.SyncScope scope, List<TaskResult> results, Compared... compared) {
    return TaskList.of(
        new Comparison(List.of(compared)), Map.of(), scope, new TaskResults(results), NOW);
  }

  private static List<String> waves(List<Task> tasks) {
    return tasks.stream().map(task -> task.id().name() + " " + task.wave()).sorted().toList();
  }

  @Test
  void anObjectThatWasDeletedSinceItWasAppliedIsAppliedAgain() {
    Desired desired = desired(id("ConfigMap", "app", "a"), 0);
    TaskResult applied =
        TaskResult.applied(desired, TaskResult.Status.SYNCED, "created", List.of());

    List<Task> tasks = tasks(scope(true, false), List.of(applied), Compared.missing(desired));

    assertThat(tasks).singleElement().extracting(Task::state).isEqualTo(State.PENDING);
  }

  @Test
  void prunesRunInReverse() {
    List<Task> tasks =
        tasks(
            scope(true, false), List.of(), extra("a", 0, ""), extra("b", 1, ""), extra("c", 5, ""));

    assertThat(waves(tasks)).containsExactly("a 5", "b 1", "c 0");
  }

  @Test
  void pruneLastComesAfterEverything() {
    assertThat(
            waves(
                tasks(
                    scope(true, false),
                    List.of(),
                    missing("new", 3),
                    extra("old", 0, "PruneLast=true"))))
        .containsExactly("new 3", "old 4");
    assertThat(
            waves(
                tasks(
                    scope(true, false, "PruneLast=true"),
                    List.of(),
                    missing("new", 3),
                    extra("old", 0, ""))))
        .containsExactly("new 3", "old 4");
  }

  @Test
  void whatMayNotBePrunedIsNoTask() {
    assertThat(tasks(scope(false, true), List.of(), extra("a", 0, ""))).isEmpty();
    assertThat(tasks(scope(true, true), List.of(), extra("a", 0, "Prune=false"))).isEmpty();
    assertThat(tasks(scope(true, false), List.of(), extra("a", 0, "Prune=confirm"))).isEmpty();
    assertThat(tasks(scope(true, true), List.of(), extra("a", 0, "Prune=confirm"))).hasSize(1);
    assertThat(tasks(scope(true, true, "Prune=false"), List.of(), extra("a", 0, ""))).isEmpty();
    // The object's own option counts before that of the Application.
    assertThat(tasks(scope(true, true, "Prune=false"), List.of(), extra("a", 0, "Prune=true")))
        .hasSize(1);
  }

  @Test
  void aDeletionThatIsHeldWaitsAfterEverythingElse() {
    List<Task> tasks =
        tasks(
            scope(true, false).holding(Map.of(id("ConfigMap", "app", "old"), "it is asked for")),
            List.of(),
            missing("new", 3),
            extra("old", 0, ""),
            extra("other", 0, ""));

    assertThat(waves(tasks)).containsExactly("new 3", "old 4", "other 0");
    assertThat(tasks)
        .filteredOn(task -> task.id().name().equals("old"))
        .singleElement()
        .satisfies(task -> assertThat(task.state()).isEqualTo(State.WAITING))
        .satisfies(task -> assertThat(task.message()).isEqualTo("it is asked for"));
  }

  private static Compared deleted(String name, String time, String... finalizers) {
    ObjectNode object = object(name, 0, "");
    ObjectNode metadata = object.withObject("/metadata").put("deletionTimestamp", time);
    List.of(finalizers).forEach(metadata.withArray("finalizers")::add);
    return Compared.extra(
        id("ConfigMap", "app", name), "v1", LiveFacts.of(object, HealthChecks.builtIn()));
  }

  private static Task afterPrune(Compared one) {
    TaskResult pruned = TaskResult.left(one, TaskResult.Status.PRUNED, "pruned");
    return tasks(scope(true, false), List.of(pruned), one).getFirst();
  }

  @Test
  void aDeletionIsWaitedForAndSaysWhatHoldsIt() {
    Task task = afterPrune(deleted("a", "2026-01-01T00:05:00Z", "example.com/slow"));

    assertThat(task.state()).isEqualTo(State.WAITING);
    assertThat(task.message()).isEqualTo("its deletion waits for finalizers example.com/slow");
    assertThat(afterPrune(deleted("a", "2026-01-01T00:05:00Z")).message())
        .isEqualTo("its deletion has not ended");
  }

  @Test
  void aDeletionIsNotWaitedForWithoutLimit() {
    assertThat(afterPrune(deleted("a", "2026-01-01T00:04:59Z")).state()).isEqualTo(State.STUCK);
    assertThat(afterPrune(deleted("a", "yesterday")).state()).isEqualTo(State.STUCK);
  }

  @Test
  void anObjectThatIsCreatedAgainAfterItWasPrunedIsLeftToTheNextSync() {
    assertThat(afterPrune(extra("a", 0, "")).state()).isEqualTo(State.DONE);
  }

  @Test
  void whatSomebodyElseDeletesIsNoTask() {
    assertThat(
            tasks(scope(true, false), List.of(), deleted("a", "2026-01-01T00:05:00Z", "x.com/y")))
        .isEmpty();
  }

  @Test
  void aResultTellsHowFarATaskIs() {
    Compared one = missing("a", 0);
    TaskResult refused =
        TaskResult.applied(
            one.desired().orElseThrow(), TaskResult.Status.FAILED, "refused", List.of());

    assertThat(tasks(scope(false, false), List.of(), one).getFirst().state())
        .isEqualTo(State.PENDING);
    Task failed = tasks(scope(false, false), List.of(refused), one).getFirst();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message()).isEqualTo("refused");
  }

  @Test
  void anObjectThatIsAsGitSaysIsDone() {
    Compared synced =
        Compared.both(
            desired(id("ConfigMap", "app", "a"), 0),
            LiveFacts.of(object("a", 0, ""), HealthChecks.builtIn()),
            List.of(),
            "");

    assertThat(tasks(scope(true, false), List.of(), synced).getFirst().state())
        .isEqualTo(State.DONE);
  }

  @Test
  void aNamespaceComesBeforeWhatLivesInIt() {
    Compared namespace = Compared.missing(desired(id("Namespace", "", "app"), 5));

    assertThat(waves(tasks(scope(false, false), List.of(), namespace, missing("a", -1))))
        .containsExactly("a -1", "app -1");
  }

  private static Desired definition(int wave) {
    ObjectNode object = object("widgets.example.com", wave, "");
    object.putObject("spec").put("group", "example.com").putObject("names").put("kind", "Widget");
    ResourceId id =
        new ResourceId(
            "apiextensions.k8s.io", "CustomResourceDefinition", "", "widgets.example.com");
    return new Desired(id, "v1", object, new Origin("a.yaml", 1), wave, Optional.empty(), Set.of());
  }

  @Test
  void aDefinitionComesBeforeTheFirstObjectOfItsKind() {
    Compared widget =
        Compared.missing(desired(new ResourceId("example.com", "Widget", "app", "w"), -2));

    assertThat(
            waves(tasks(scope(false, false), List.of(), Compared.missing(definition(3)), widget)))
        .containsExactly("w -2", "widgets.example.com -2");
  }

  private static Desired hook(String kind) {
    ResourceId id = new ResourceId(kind.equals("Job") ? "batch" : "", kind, "app", "hook");
    ObjectNode object = object("hook", 4, "");
    object.put("apiVersion", kind.equals("Job") ? "batch/v1" : "v1").put("kind", kind);
    object.withObject("/metadata/annotations").put("argocd.argoproj.io/hook", "PreSync");
    return new Desired(
        id,
        "v1",
        object,
        new Origin("a.yaml", 1),
        4,
        Hook.of(new Manifest(object, new Origin("a.yaml", 1))),
        Set.of());
  }

  @Test
  void aNamespaceComesBeforeTheHookThatLivesInIt() {
    Compared namespace = Compared.missing(desired(id("Namespace", "", "app"), 5));

    List<Task> tasks =
        TaskList.of(
            new Comparison(List.of(namespace)),
            Map.of(hook("Job"), Optional.empty()),
            scope(false, false),
            new TaskResults(List.of()),
            NOW);

    assertThat(tasks)
        .extracting(task -> task.id().kind() + " " + task.phase() + " " + task.wave())
        .containsExactlyInAnyOrder("Namespace PRE_SYNC 4", "Job PRE_SYNC 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Job|{}|WAITING",
        "Job|{conditions: [{type: Suspended, status: 'True'}]}|WAITING",
        "Job|{conditions: [{type: Complete, status: 'True'}]}|DONE",
        "Job|{conditions: [{type: Failed, status: 'True'}]}|FAILED",
        "Pod|{phase: Lost}|FAILED",
        "ConfigMap|{}|DONE",
      })
  void theHealthOfItsObjectIsTheResultOfAHook(String kind, String status, State expected) {
    Desired hook = hook(kind);
    ObjectNode live = hook.object().deepCopy();
    live.set("status", KubeYaml.readDocument(status, "test").content());
    TaskResult running =
        TaskResult.hook(hook, SyncPhase.PRE_SYNC, TaskResult.HookState.RUNNING, "");

    List<Task> tasks =
        TaskList.of(
            new Comparison(List.of()),
            Map.of(hook, Optional.of(LiveFacts.of(live, HealthChecks.builtIn()))),
            scope(true, false),
            new TaskResults(List.of(running)),
            NOW);

    assertThat(tasks).singleElement().extracting(Task::state).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1|ConfigMap|{}|DONE",
        "v1|Pod|{phase: Succeeded}|DONE",
        "v1|Pod|{phase: Failed}|UNHEALTHY",
        "v1|Pod|{phase: Pending}|WAITING",
        "v1|Pod|{phase: Lost}|WAITING",
        "batch/v1|Job|{conditions: [{type: Suspended, status: 'True'}]}|WAITING",
      })
  void theHealthOfAnAppliedObjectTellsHowFarItIs(
      String version, String kind, String status, State expected) {
    ObjectNode live = object("a", 0, "");
    live.put("apiVersion", version).put("kind", kind);
    live.set("status", KubeYaml.readDocument(status, "test").content());
    Desired desired = desired(id(kind, "app", "a"), 0);

    assertThat(
            tasks(
                    scope(true, false),
                    List.of(),
                    Compared.both(
                        desired, LiveFacts.of(live, HealthChecks.builtIn()), List.of(), ""))
                .getFirst()
                .state())
        .isEqualTo(expected);
  }

  @Test
  void aSyncOfSomeObjectsRunsNoHook() {
    TaskList.SyncScope some = new TaskList.SyncScope(_ -> true, false, true, NONE, false);

    assertThat(
            TaskList.of(
                new Comparison(List.of()),
                Map.of(hook("Job"), Optional.empty()),
                some,
                new TaskResults(List.of()),
                NOW))
        .isEmpty();
  }

  @Test
  void aSyncOfSomeObjectsIsOfThoseOnly() {
    TaskList.SyncScope some =
        new TaskList.SyncScope(id -> id.name().equals("a"), false, true, NONE, false);

    assertThat(tasks(some, List.of(), missing("a", 0), missing("b", 0), extra("c", 0, "")))
        .extracting(Task::id)
        .extracting(ResourceId::name)
        .containsExactly("a");
  }

  @Test
  void aPruneIsOfTheSyncPhase() {
    Task prune = tasks(scope(true, false), List.of(), extra("a", 0, "")).getFirst();

    assertThat(prune.action()).isEqualTo(Action.PRUNE);
    assertThat(prune.phase()).isEqualTo(SyncPhase.SYNC);
  }
}
