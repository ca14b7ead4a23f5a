package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The finalizer that keeps an ExternalSecret until its Secret is deleted. It is only set where it
 * is needed, so that namespaces can be deleted while the operator is down.
 */
final class Finalizers {

  private static final String FIELD_MANAGER = "external-secrets-controller";

  private final ResourceType type;
  private final ClusterObjects objects;

  Finalizers(ResourceType type, ClusterObjects objects) {
    this.type = type;
    this.objects = objects;
  }

  /**
   * Makes it be there or not.
   *
   * @return the result of the write; empty if it was so before
   */
  Optional<WriteResult> ensure(ExternalSecretObject object, boolean wanted) {
    if (object.finalizers().contains(Owned.FINALIZER) == wanted) {
      return Optional.empty();
    }
    Set<String> next = new LinkedHashSet<>(object.finalizers());
    if (wanted) {
      next.add(Owned.FINALIZER);
    } else {
      next.remove(Owned.FINALIZER);
    }
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    // A merge patch replaces the whole list: it must be the list that was read.
    metadata.put("resourceVersion", object.resourceVersion());
    ArrayNode finalizers = metadata.putArray("finalizers");
    next.forEach(finalizers::add);
    return Optional.of(objects.mergePatch(new ObjectRef(type, object.key()), patch, FIELD_MANAGER));
  }
}
