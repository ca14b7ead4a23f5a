package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.Metadata;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.plan.DesiredSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the namespace that an Application writes to. Each Application owns its own labels and
 * annotations of it and takes none from another, so two Applications do not fight over one.
 */
final class DestinationNamespace {

  private static final int LONGEST_MANAGER = 128;

  private final ClusterObjects objects;

  DestinationNamespace(ClusterObjects objects) {
    this.objects = objects;
  }

  /** Makes it if it is asked for and not there; why it could not be made. */
  Optional<String> ensure(ApplicationView view, DesiredSet desired) {
    String name = view.destinationNamespace();
    boolean inGit =
        desired.resources().stream()
            .anyMatch(one -> one.id().is("", "Namespace") && one.id().name().equals(name));
    if (name.isEmpty() || inGit || !view.options().on("CreateNamespace")) {
      return Optional.empty();
    }
    Metadata metadata =
        view.spec().syncPolicy() == null
            ? null
            : view.spec().syncPolicy().managedNamespaceMetadata();
    ObjectRef target = new ObjectRef(ResourceType.NAMESPACE, ObjectKey.clusterScoped(name));
    boolean there;
    switch (objects.read(target)) {
      case ObjectReadResult.Found _ -> there = true;
      case ObjectReadResult.Missing _ -> there = false;
      case WriteResult.Refused refused -> {
        return Optional.of("namespace " + name + " cannot be read: " + refused.message());
      }
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    }
    if (there && metadata == null) {
      return Optional.empty();
    }
    String manager = "sealer-sync-namespace-" + view.key().name();
    ApplyOptions how =
        ApplyOptions.by(manager.substring(0, Math.min(LONGEST_MANAGER, manager.length())));
    WriteResult result = objects.apply(target, object(metadata), how);
    return result instanceof WriteResult.Applied
        ? Optional.empty()
        : Optional.of("namespace " + name + ": " + Applier.why(result));
  }

  private static ObjectNode object(@Nullable Metadata metadata) {
    ObjectNode object = Json.object();
    ObjectNode into = object.putObject("metadata");
    if (metadata != null && !metadata.labels().isEmpty()) {
      metadata.labels().forEach(into.putObject("labels")::put);
    }
    if (metadata != null && !metadata.annotations().isEmpty()) {
      metadata.annotations().forEach(into.putObject("annotations")::put);
    }
    return object;
  }
}
