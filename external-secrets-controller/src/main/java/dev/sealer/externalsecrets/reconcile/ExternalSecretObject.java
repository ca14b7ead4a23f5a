package dev.sealer.externalsecrets.reconcile;

import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.ExternalSecretStatus;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.parse.NamedSources;
import dev.sealer.externalsecrets.parse.ParsedSpec;
import dev.sealer.externalsecrets.parse.SpecParser;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.status.ConditionJson;
import dev.sealer.externalsecrets.status.SourceJson;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.kube.Conditions;
import dev.sealer.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ExternalSecret as last seen, parsed once.
 *
 * @param source the object
 * @param resourceVersion its state
 * @param finalizers its finalizers
 * @param deleting whether it is being deleted
 * @param parsed its spec
 * @param named the stores and generators that the spec names, also where the rest of it cannot be
 *     read
 * @param clusterOwner UID of the ClusterExternalSecret that controls it; empty if none does
 * @param last its status
 */
public record ExternalSecretObject(
    Source source,
    String resourceVersion,
    List<String> finalizers,
    boolean deleting,
    ParsedSpec parsed,
    NamedSources named,
    String clusterOwner,
    Last last) {

  /**
   * The status.
   *
   * @param refreshTime start of the last refresh; empty if never
   * @param synced what that refresh acted on; empty if never
   * @param conditions its conditions
   * @param binding name of the Secret, for service binding; empty if none
   * @param report what the Secret is made of
   * @param next when it is refreshed next; empty if that is not known, or soon
   */
  public record Last(
      Optional<Instant> refreshTime,
      String synced,
      Conditions conditions,
      String binding,
      SourceReport report,
      Optional<Instant> next) {

    /** Returns the sources at stores. */
    public List<SourceState> sources() {
      return report.states();
    }

    /** Returns this status with other conditions. */
    Last with(Conditions other) {
      return new Last(refreshTime, synced, other, binding, report, next);
    }

    /** Returns this status with the name of another Secret. */
    Last bound(String secret) {
      return new Last(refreshTime, synced, conditions, secret, report, next);
    }
  }

  /** From the kind. */
  public static ExternalSecretObject of(ExternalSecret object) {
    ObjectMeta meta = object.getMetadata();
    Source source =
        new Source(
            object.getApiVersion(),
            meta.getNamespace(),
            meta.getName(),
            meta.getUid(),
            meta.getGeneration() == null ? 0 : meta.getGeneration(),
            orEmpty(meta.getLabels()),
            orEmpty(meta.getAnnotations()));
    return new ExternalSecretObject(
        source,
        meta.getResourceVersion() == null ? "" : meta.getResourceVersion(),
        meta.getFinalizers() == null ? List.of() : List.copyOf(meta.getFinalizers()),
        meta.getDeletionTimestamp() != null,
        SpecParser.parse(meta.getName(), object.getSpec()),
        NamedSources.of(object.getSpec()),
        clusterOwner(meta),
        last(object.getStatus()));
  }

  private static String clusterOwner(ObjectMeta meta) {
    return meta.getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .filter(owner -> owner.getKind().equals("ClusterExternalSecret"))
        .filter(owner -> owner.getApiVersion().startsWith("external-secrets.io/"))
        .map(OwnerReference::getUid)
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }

  private static Last last(@Nullable ExternalSecretStatus status) {
    if (status == null) {
      return new Last(
          Optional.empty(), "", Conditions.none(), "", SourceReport.NONE, Optional.empty());
    }
    String synced = status.syncedResourceVersion();
    ExternalSecretStatus.Binding binding = status.binding();
    String bound = binding == null ? null : binding.name();
    return new Last(
        status.refreshTime() == null
            ? Optional.empty()
            : Optional.of(ConditionJson.instant(status.refreshTime())),
        synced == null ? "" : synced,
        ConditionJson.ofExternalSecret(status.conditions()),
        bound == null ? "" : bound,
        SourceJson.report(status),
        Optional.ofNullable(status.nextRefresh()).map(ConditionJson::instant));
  }

  /** Namespace and name. */
  public ObjectKey key() {
    return new ObjectKey(source.namespace(), source.name());
  }

  /** Returns this object with another status. */
  ExternalSecretObject with(Last newer) {
    return new ExternalSecretObject(
        source, resourceVersion, finalizers, deleting, parsed, named, clusterOwner, newer);
  }

  /** Returns this object as our own write of its metadata left it. */
  ExternalSecretObject at(String version) {
    return new ExternalSecretObject(
        source, version, finalizers, deleting, parsed, named, clusterOwner, last);
  }

  /** Returns whether anything but the status differs. */
  public boolean differsFrom(ExternalSecretObject other) {
    return !source.equals(other.source)
        || !clusterOwner.equals(other.clusterOwner)
        || deleting != other.deleting
        || !finalizers.equals(other.finalizers);
  }
}
