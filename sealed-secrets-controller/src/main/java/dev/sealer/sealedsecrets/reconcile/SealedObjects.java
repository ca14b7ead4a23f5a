package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.SealedObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the client library's types to ours. */
public final class SealedObjects {

  private static final SealedSecretSpec EMPTY = new SealedSecretSpec(Map.of(), null, null);

  private SealedObjects() {}

  /** Reads a SealedSecret that has a name; a missing spec becomes an empty one. */
  public static SealedObject read(SealedSecret typed) {
    ObjectMeta metadata = typed.getMetadata();
    return new SealedObject(
        ObjectKey.of(typed),
        Objects.requireNonNullElse(metadata.getUid(), ""),
        Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
        Objects.requireNonNullElse(metadata.getGeneration(), 0L),
        orEmpty(metadata.getLabels()),
        orEmpty(metadata.getAnnotations()),
        Objects.requireNonNullElse(typed.getSpec(), EMPTY),
        typed.getStatus());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : Blueprint.withoutNulls(map);
  }
}
