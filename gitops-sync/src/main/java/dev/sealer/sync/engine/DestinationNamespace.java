package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.Metadata;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveObject;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.NamespaceMetadata;
import dev.sealer.sync.plan.ProjectRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the namespace that an Application writes to, and keeps its labels and annotations. Each
 * Application owns its own labels and annotations of it and takes none from another, so two
 * Applications do not fight over one.
 */
final class DestinationNamespace {

  private static final int LONGEST_MANAGER = 128;
  private static final List<ResourceType> KINDS = List.of(ResourceType.NAMESPACE);
  private static final String MANAGERS = "sealer-sync-namespace-";

  private final ClusterObjects objects;
  private final LiveCluster cluster;
  private final ApplicationNamespaces namespaces;
  private final Map<ObjectKey, Seen> seen = new ConcurrentHashMap<>();

  DestinationNamespace(Cluster destination, ApplicationNamespaces namespaces) {
    this.objects = destination.objects();
    this.cluster = destination.live();
    this.namespaces = namespaces;
  }

  private record Seen(
      String version, NamespaceMetadata wanted, List<String> differences, String problem) {}

  /** Returns the namespace if the Application manages it, so that its changes count. */
  Optional<ResourceId> wanted(ApplicationView view, DesiredSet desired) {
    return isManaged(view, desired)
        ? Optional.of(new ResourceId("", "Namespace", "", view.createdNamespace()))
        : Optional.empty();
  }

  /**
   * Compares the labels and annotations of the namespace with what the Application states; empty if
   * they agree, if it does not manage the namespace, or if that is not known yet.
   */
  Optional<Compared> compare(ApplicationView view, DesiredSet desired) {
    Optional<ResourceId> id = wanted(view, desired);
    boolean synced = cluster.watch(user(view.key()), id.isEmpty() ? List.of() : KINDS);
    if (id.isEmpty() || !synced) {
      return Optional.empty();
    }
    Optional<LiveObject> watched = cluster.find(id.get());
    NamespaceMetadata wanted = wanted(view);
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    Seen known = seen.get(view.key());
    if (known == null
        || !known.version().equals(watched.get().resourceVersion())
        || !known.wanted().equals(wanted)) {
      known = read(view, wanted);
      seen.put(view.key(), known);
    }
    if (!known.problem().isEmpty()) {
      return Optional.of(Compared.unreadableMetadata(id.get(), "v1", known.problem()));
    }
    return known.differences().isEmpty()
        ? Optional.empty()
        : Optional.of(Compared.ofMetadata(id.get(), "v1", known.differences()));
  }

  private Seen read(ApplicationView view, NamespaceMetadata wanted) {
    return switch (objects.readMetadata(target(view.createdNamespace()))) {
      case ObjectReadResult.Found found ->
          new Seen(
              found.resourceVersion(),
              wanted,
              wanted.differences(found.object().path("metadata"), manager(view)),
              "");
      case ObjectReadResult.Missing _ -> new Seen("", wanted, List.of(), "");
      case WriteResult.Refused refused ->
          new Seen("", wanted, List.of(), unreadable(view.createdNamespace(), refused));
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Forgets an Application that does not exist any more. */
  void forget(ObjectKey application) {
    seen.remove(application);
    boolean _ = cluster.watch(user(application), List.of());
  }

  /** An Application uses its namespace besides the kinds of its objects. */
  private static String user(ObjectKey application) {
    return "namespace of " + application;
  }

  /**
   * Makes it if it is asked for and not there, and puts its labels and annotations right.
   *
   * @param project must allow the namespace like any object that is written
   * @return why it could not be made or changed
   */
  Optional<String> ensure(ApplicationView view, DesiredSet desired, ProjectRules project) {
    if (!isManaged(view, desired)) {
      return Optional.empty();
    }
    String name = view.createdNamespace();
    NamespaceMetadata wanted = wanted(view);
    ApplyOptions how = ApplyOptions.by(manager(view));
    switch (objects.read(target(name))) {
      case ObjectReadResult.Found found -> {
        JsonNode metadata = found.object().path("metadata");
        if (wanted.differences(metadata, manager(view)).isEmpty()) {
          return Optional.empty();
        }
        how = how.onlyAt(found.resourceVersion()).onlyUid(metadata.path("uid").asText());
        // What somebody else changed is put back; what another Application states is its own.
        how = wanted.isContested(metadata, manager(view), MANAGERS) ? how : how.forced();
      }
      case ObjectReadResult.Missing _ -> how = how.onlyNew();
      case WriteResult.Refused refused -> {
        return Optional.of(unreadable(name, refused));
      }
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    }
    Optional<String> refused = project.refuseObject(new ResourceId("", "Namespace", "", name));
    if (refused.isPresent()) {
      return refused;
    }
    return switch (objects.apply(target(name), wanted.object(), how)) {
      case WriteResult.Applied _ -> Optional.empty();
      case WriteResult.Stale _ ->
          throw new ClusterAwayException("namespace " + name + " has changed since it was read");
      case WriteResult result -> Optional.of("namespace " + name + ": " + Applier.why(result));
    };
  }

  private static String unreadable(String name, WriteResult.Refused refused) {
    return "namespace " + name + " cannot be read: " + refused.message();
  }

  private static boolean isManaged(ApplicationView view, DesiredSet desired) {
    String name = view.createdNamespace();
    return !name.isEmpty()
        && desired.resources().stream()
            .noneMatch(one -> one.id().is("", "Namespace") && one.id().name().equals(name));
  }

  private static NamespaceMetadata wanted(ApplicationView view) {
    Metadata metadata =
        view.spec().syncPolicy() == null
            ? null
            : view.spec().syncPolicy().managedNamespaceMetadata();
    return metadata == null
        ? new NamespaceMetadata(Map.of(), Map.of())
        : new NamespaceMetadata(metadata.labels(), metadata.annotations());
  }

  private static ObjectRef target(String name) {
    return new ObjectRef(ResourceType.NAMESPACE, ObjectKey.clusterScoped(name));
  }

  private String manager(ApplicationView view) {
    String manager = MANAGERS + namespaces.tracking(view.key());
    return manager.substring(0, Math.min(LONGEST_MANAGER, manager.length()));
  }
}
