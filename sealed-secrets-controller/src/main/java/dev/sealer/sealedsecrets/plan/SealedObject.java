package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SealedSecret as read.
 *
 * @param resourceVersion the state that was read; empty where it was not read from a cluster
 * @param generation {@code metadata.generation}
 * @param labels its own, never those of the template
 * @param annotations its own, which hold the scope
 * @param status null before the first
 */
public record SealedObject(
    ObjectKey key,
    String uid,
    String resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    SealedSecretSpec spec,
    @Nullable SealedSecretStatus status) {

  /** Copies the maps. */
  public SealedObject {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** The scope, from the object's own annotations. */
  public Scope scope() {
    return Scope.ofAnnotations(annotations);
  }

  /** The label that its items must have been sealed with. */
  public SealingLabel label() {
    return label(scope());
  }

  /**
   * The label its items would have under {@code scope}. An object that is sent to the API may lack
   * its name or namespace. Its items open only if they were sealed so, and what is sealed anew
   * keeps its label: nothing can be read in more places than before.
   */
  public SealingLabel label(Scope scope) {
    return scope.labelToTry(key.namespace(), key.name());
  }

  /** The template's annotations; empty without a template. */
  public Map<String, String> templateAnnotations() {
    SealedSecretSpec.Template template = spec.template();
    return template == null || template.metadata() == null
        ? Map.of()
        : Blueprint.withoutNulls(template.metadata().annotations());
  }

  /** Whether the last status speaks of this generation. */
  public boolean observed() {
    Long seen = status == null ? null : status.observedGeneration();
    return seen != null && seen == generation;
  }
}
