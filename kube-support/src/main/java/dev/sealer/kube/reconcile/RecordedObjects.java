package dev.sealer.kube.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import java.util.List;
import java.util.function.Function;

/** Notes the version of every object that is read or written. */
final class RecordedObjects implements ClusterObjects {

  private final ClusterObjects objects;
  private final Function<ObjectRef, ObjectKey> reconciled;
  private final OwnWrites writes;

  RecordedObjects(
      ClusterObjects objects, Function<ObjectRef, ObjectKey> reconciled, OwnWrites writes) {
    this.objects = objects;
    this.reconciled = reconciled;
    this.writes = writes;
  }

  @Override
  public ObjectReadResult read(ObjectRef target) {
    return noted(target, objects.read(target));
  }

  @Override
  public ObjectReadResult readMetadata(ObjectRef target) {
    return noted(target, objects.readMetadata(target));
  }

  private ObjectReadResult noted(ObjectRef target, ObjectReadResult result) {
    if (result instanceof ObjectReadResult.Found found) {
      writes.saw(
          reconciled.apply(target),
          target.type(),
          target.key().namespace(),
          found.resourceVersion());
    }
    return result;
  }

  @Override
  public WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options) {
    WriteResult result = objects.apply(target, desired, options);
    return options.dryRun() ? result : noted(target, result);
  }

  @Override
  public WriteResult create(
      ResourceType type, String namespace, ObjectNode object, String fieldManager) {
    WriteResult result = objects.create(type, namespace, object, fieldManager);
    String name =
        result instanceof WriteResult.Applied(JsonNode made, WriteResult.Change _)
            ? made.path("metadata").path("name").asText()
            : object.path("metadata").path("name").asText("unnamed");
    return noted(new ObjectRef(type, new ObjectKey(namespace, name)), result);
  }

  @Override
  public WriteResult removeKeys(
      ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager) {
    return noted(target, objects.removeKeys(target, resourceVersion, fields, fieldManager));
  }

  @Override
  public WriteResult adopt(
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager) {
    return noted(target, objects.adopt(target, resourceVersion, adoption, fieldManager));
  }

  @Override
  public DeleteResult delete(ObjectRef target, DeleteOptions options) {
    DeleteResult result = objects.delete(target, options);
    if (result instanceof WriteResult.Unreachable) {
      writes.unknown(reconciled.apply(target));
    }
    return result;
  }

  @Override
  public WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how) {
    return noted(target, objects.writeStatus(target, status, how));
  }

  @Override
  public WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager) {
    return noted(target, objects.mergePatch(target, patch, fieldManager));
  }

  private WriteResult noted(ObjectRef target, WriteResult result) {
    ObjectKey key = reconciled.apply(target);
    switch (result) {
      case WriteResult.Applied applied ->
          writes.saw(key, target.type(), target.key().namespace(), applied.resourceVersion());
      case WriteResult.Unreachable _ -> writes.unknown(key);
      // Such as a time-out between the API server and etcd: it may have been stored.
      case WriteResult.Refused refused when refused.code() >= 500 -> writes.unknown(key);
      case WriteResult.Stale _, WriteResult.Conflict _, WriteResult.Refused _ -> {
        // Nothing was stored.
      }
    }
    return result;
  }
}
