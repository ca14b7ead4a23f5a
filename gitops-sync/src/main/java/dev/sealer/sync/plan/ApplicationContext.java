package dev.sealer.sync.plan;

import java.util.Optional;

/**
 * The context in which manifests are normalized.
 *
 * @param tracking the Application's name in marks of its objects
 * @param marks how its objects are marked
 * @param destinationNamespace for namespaced objects that name none; may be empty
 * @param scopes what the cluster knows of kinds
 */
public record ApplicationContext(
    String tracking, TrackingRules marks, String destinationNamespace, Scopes scopes) {

  /** Tells which kinds are namespaced, as the cluster knows them. */
  @FunctionalInterface
  public interface Scopes {

    /**
     * Returns whether objects of the kind live in a namespace; empty when the cluster does not know
     * it.
     */
    Optional<Boolean> namespaced(String apiVersion, String kind);
  }
}
