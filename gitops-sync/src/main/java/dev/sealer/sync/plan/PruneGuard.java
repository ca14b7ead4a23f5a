package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.ResourceId;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Keeps an Application from pruning what it needs itself. Deleting a Namespace or a definition
 * deletes everything in it, also what others made.
 *
 * @param destination the Application's namespace if it is created on demand; else empty
 * @param desired what Git states
 * @param plural the plural name of a kind by API version and kind; empty if it is not served
 */
public record PruneGuard(
    String destination, DesiredSet desired, BiFunction<String, String, Optional<String>> plural) {

  /** Returns why an object that left Git must stay; empty if it may be pruned. */
  public Optional<String> refuse(ResourceId id) {
    if (id.is("", "Namespace")) {
      return namespace(id.name());
    }
    boolean used =
        id.is("apiextensions.k8s.io", "CustomResourceDefinition")
            && all().anyMatch(one -> id.name().equals(definitionOf(one)));
    return used ? Optional.of("Git still has objects of its kind") : Optional.empty();
  }

  /** Returns why the Namespace must stay; empty if the Application does not need it. */
  private Optional<String> namespace(String name) {
    if (name.equals(destination)) {
      return Optional.of("the Application creates it, as CreateNamespace=true asks");
    }
    return all().anyMatch(one -> one.id().namespace().equals(name))
        ? Optional.of("Git still has objects in it")
        : Optional.empty();
  }

  private Stream<Desired> all() {
    return desired.all();
  }

  private String definitionOf(Desired one) {
    return plural
        .apply(one.apiVersion(), one.id().kind())
        .map(name -> name + "." + one.id().group())
        .orElse("");
  }
}
