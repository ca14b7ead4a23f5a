package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.settings.ResourceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /** Returns what is left without the kinds that a filter leaves out; a warning names each. */
  public DesiredSet within(ResourceFilter filter) {
    if (all().noneMatch(one -> filter.excludes(one.id()))) {
      return this;
    }
    List<Warning> more = new ArrayList<>(warnings);
    all()
        .filter(one -> filter.excludes(one.id()))
        .forEach(one ->
            more.add(
                new Warning(
                    "ExcludedResourceWarning",
                    one.id() + " is left out: resource.exclusions or resource.inclusions")));
    Predicate<Desired> stays = one -> !filter.excludes(one.id());
    return new DesiredSet(
        resources.stream().filter(stays).toList(),
        hooks.stream().filter(stays).toList(),
        deletionHooks.stream().filter(stays).toList(),
        more);
  }

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
