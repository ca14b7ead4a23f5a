package dev.sealer.externalsecrets.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterExternalSecret;
import dev.sealer.crds.externalsecrets.ClusterExternalSecretSpec;
import dev.sealer.crds.externalsecrets.ClusterExternalSecretStatus;
import dev.sealer.externalsecrets.parse.NamedSources;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ClusterExternalSecret as last seen, parsed once.
 *
 * @param name its name
 * @param uid its identity
 * @param resourceVersion its state
 * @param finalizers its finalizers
 * @param deleting whether it is being deleted
 * @param wanted its spec
 * @param named the stores that its spec names
 * @param last its status
 */
public record ClusterExternalSecretObject(
    String name,
    String uid,
    String resourceVersion,
    List<String> finalizers,
    boolean deleting,
    Wanted wanted,
    NamedSources named,
    FanOutStatus last) {

  /** The resource type of the kind. */
  public static final ResourceType TYPE = ResourceType.of(ClusterExternalSecret.class);

  /** Annotation whose value the ExternalSecrets get, which forces a sync. */
  static final String FORCE_SYNC = "external-secrets.io/force-sync";

  private static final Duration DEFAULT_REFRESH = Duration.ofHours(1);

  /** The outcome of reading the spec. */
  sealed interface Wanted {
    /** It can be carried out. */
    record Valid(FanOut fanOut) implements Wanted {}

    /** It cannot; the problem is safe to show in a status. */
    record Invalid(String problem) implements Wanted {}
  }

  /** Returns what {@code tree} states. */
  public static ClusterExternalSecretObject of(ObjectNode tree) {
    ClusterExternalSecret typed = Json.typed(tree, ClusterExternalSecret.class);
    ObjectMeta meta = typed.getMetadata();
    ClusterExternalSecretSpec spec = typed.getSpec();
    ClusterExternalSecretStatus status = typed.getStatus();
    return new ClusterExternalSecretObject(
        meta.getName(),
        meta.getUid() == null ? "" : meta.getUid(),
        meta.getResourceVersion() == null ? "" : meta.getResourceVersion(),
        meta.getFinalizers() == null ? List.of() : List.copyOf(meta.getFinalizers()),
        meta.getDeletionTimestamp() != null,
        wanted(meta, spec, tree.path("spec").path("externalSecretSpec")),
        NamedSources.of(spec == null ? null : spec.externalSecretSpec()),
        FanOutStatus.of(status));
  }

  private static Wanted wanted(
      ObjectMeta meta, @Nullable ClusterExternalSecretSpec spec, JsonNode externalSecretSpec) {
    if (spec == null || !externalSecretSpec.isObject()) {
      return new Wanted.Invalid("spec.externalSecretSpec: is required");
    }
    NamespaceSelection namespaces = NamespaceSelection.of(spec);
    Optional<String> problem = namespaces.problem();
    if (problem.isPresent()) {
      return new Wanted.Invalid("unable to convert labelselector: " + problem.get());
    }
    Optional<Duration> interval = interval(spec.refreshTime());
    if (interval.isEmpty()) {
      return new Wanted.Invalid("spec.refreshTime: must be a duration such as 1h or 90s");
    }
    String name = spec.externalSecretName();
    ClusterExternalSecretSpec.ExternalSecretMetadata metadata = spec.externalSecretMetadata();
    return new Wanted.Valid(
        new FanOut(
            name == null || name.isEmpty() ? meta.getName() : name,
            externalSecretSpec,
            metadata == null ? Map.of() : metadata.labels(),
            annotations(meta, metadata == null ? Map.of() : metadata.annotations()),
            namespaces,
            interval.get()));
  }

  private static Optional<Duration> interval(@Nullable String refreshTime) {
    return refreshTime == null || refreshTime.isEmpty()
        ? Optional.of(DEFAULT_REFRESH)
        : GoDuration.parse(refreshTime);
  }

  private static Map<String, String> annotations(ObjectMeta meta, Map<String, String> wanted) {
    Map<String, String> annotations = new TreeMap<>(wanted);
    Map<String, String> own = meta.getAnnotations();
    String forced = own == null ? null : own.get(FORCE_SYNC);
    if (forced != null) {
      annotations.put(FORCE_SYNC, forced);
    }
    return annotations;
  }

  /** Returns its key. */
  public ObjectKey key() {
    return ObjectKey.clusterScoped(name);
  }

  /** Returns whether anything but the status differs. */
  public boolean differsFrom(ClusterExternalSecretObject other) {
    return !uid.equals(other.uid)
        || deleting != other.deleting
        || !finalizers.equals(other.finalizers)
        || !wanted.equals(other.wanted);
  }

  /** Returns whether an ExternalSecret of this name in any namespace concerns it. */
  boolean wants(String externalSecretName) {
    return wanted instanceof Wanted.Valid(FanOut fanOut)
        && fanOut.externalSecretName().equals(externalSecretName);
  }
}
