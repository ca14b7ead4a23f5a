package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SealedSecret as read.
 *
 * @param resourceVersion the version that was read; empty if it was not read from a cluster
 * @param generation {@code metadata.generation}
 * @param labels its own, never those of the template
 * @param annotations its own, which hold the scope
 * @param status null before the first status is written
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

  private static final SealedSecretSpec EMPTY = new SealedSecretSpec(Map.of(), null, null);

  /** Copies the maps. */
  public SealedObject {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Reads a SealedSecret that has a name; a missing spec becomes an empty one. */
  public static SealedObject of(SealedSecret typed) {
    ObjectMeta metadata = typed.getMetadata();
    return new SealedObject(
        ObjectKey.of(typed),
        Objects.requireNonNullElse(metadata.getUid(), ""),
        Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
        Objects.requireNonNullElse(metadata.getGeneration(), 0L),
        withoutNulls(metadata.getLabels()),
        withoutNulls(metadata.getAnnotations()),
        Objects.requireNonNullElse(typed.getSpec(), EMPTY),
        typed.getStatus());
  }

  private static Map<String, String> withoutNulls(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : SecretTemplate.withoutNulls(map);
  }

  /** Returns the scope, from the object's own annotations. */
  public Scope scope() {
    return Scope.ofAnnotations(annotations);
  }

  /** Returns the label that its values must have been sealed with. */
  public SealingLabel label() {
    return label(scope());
  }

  /**
   * Returns the label that its values would have under {@code scope}. An object that is sent to the
   * API may lack its name or namespace. Its values unseal only if they were sealed so, and what is
   * re-encrypted keeps its label: nothing can be read in more places than before.
   */
  public SealingLabel label(Scope scope) {
    return scope.labelToTry(key.namespace(), key.name());
  }

  /** Returns the template's annotations; empty without a template. */
  public Map<String, String> templateAnnotations() {
    SealedSecretSpec.Template template = spec.template();
    return template == null || template.metadata() == null
        ? Map.of()
        : SecretTemplate.withoutNulls(template.metadata().annotations());
  }

  /** Returns the template's data by data key; empty without a template. */
  public Map<String, @Nullable String> templateData() {
    SealedSecretSpec.Template template = spec.template();
    return template == null ? Map.of() : template.data();
  }

  /** Returns whether the last status is about this generation. */
  public boolean observed() {
    Long seen = status == null ? null : status.observedGeneration();
    return seen != null && seen == generation;
  }
}
