package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that an Application wants.
 *
 * @param resources objects to keep, one of an id
 * @param hooks objects to run in a sync
 * @param deletionHooks objects to run when the Application is deleted
 * @param warnings for the user
 */
public record DesiredSet(
    List<Desired> resources,
    List<Desired> hooks,
    List<Desired> deletionHooks,
    List<Warning> warnings) {

  public DesiredSet {
    resources = List.copyOf(resources);
    hooks = List.copyOf(hooks);
    deletionHooks = List.copyOf(deletionHooks);
    warnings = List.copyOf(warnings);
  }

  /**
   * Something that does not stop a sync.
   *
   * @param type of the condition, one of Argo CD's
   */
  public record Warning(String type, String message) {}

  /** Returns all objects, the hooks included. */
  public Stream<Desired> all() {
    return Stream.of(resources, hooks, deletionHooks).flatMap(List::stream);
  }

  /** The objects to keep, by id. */
  public Map<ResourceId, Desired> byId() {
    return resources.stream()
        .collect(Collectors.toMap(Desired::id, Function.identity(), (a, b) -> b, TreeMap::new));
  }

  /** The object to keep with this id. */
  public Optional<Desired> find(ResourceId id) {
    return resources.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
