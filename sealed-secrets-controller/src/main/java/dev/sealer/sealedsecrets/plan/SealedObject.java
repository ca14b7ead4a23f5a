package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.model.SealedSecretId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  /** Returns the sealed values and what they are bound to. */
  public SealedSecretContent content() {
    SealedSecretSpec.Template template = spec.template();
    SealedSecretSpec.Metadata metadata = template == null ? null : template.metadata();
    return new SealedSecretContent(
        new SealedSecretId(key.namespace(), key.name(), Scope.ofAnnotations(annotations)),
        spec.encryptedData(),
        Optional.ofNullable(spec.data()),
        metadata == null ? Map.of() : SecretTemplate.withoutNulls(metadata.annotations()),
        template == null ? Map.of() : template.data());
  }

  /** Returns whether the last status is about this generation. */
  public boolean observed() {
    Long seen = status == null ? null : status.observedGeneration();
    return seen != null && seen == generation;
  }
}
