package dev.sealer.sync.plan.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.SyncPhase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Moves a Namespace before what lives in it, and a definition before objects of its kind. */
final class Bubbling {

  private static final Comparator<Task> PLACE =
      Comparator.comparing(Task::phase).thenComparingInt(Task::wave);

  private Bubbling() {}

  static List<Task> apply(List<Task> tasks, Comparison comparison) {
    return tasks.stream().map(task -> moved(task, tasks, comparison)).toList();
  }

  private static Task moved(Task task, List<Task> tasks, Comparison comparison) {
    Optional<Predicate<ResourceId>> dependents = dependents(task, comparison);
    if (task.action() != Task.Action.APPLY || dependents.isEmpty()) {
      return task;
    }
    return tasks.stream()
        .filter(other -> other.action() != Task.Action.PRUNE)
        .filter(other -> other.phase() != SyncPhase.SYNC_FAIL)
        .filter(other -> dependents.get().test(other.id()))
        .min(PLACE)
        .filter(first -> PLACE.compare(first, task) < 0)
        .map(first -> task.at(first.phase(), first.wave()))
        .orElse(task);
  }

  private static Optional<Predicate<ResourceId>> dependents(Task task, Comparison comparison) {
    if (task.id().is("", "Namespace")) {
      return Optional.of(id -> id.namespace().equals(task.id().name()));
    }
    if (!task.id().is("apiextensions.k8s.io", "CustomResourceDefinition")) {
      return Optional.empty();
    }
    return comparison.resources().stream()
        .filter(one -> one.id().equals(task.id()))
        .findFirst()
        .flatMap(Compared::desired)
        .map(desired -> {
          JsonNode spec = desired.object().path("spec");
          String group = spec.path("group").asText();
          String kind = spec.path("names").path("kind").asText();
          return id -> id.is(group, kind);
        });
  }
}
